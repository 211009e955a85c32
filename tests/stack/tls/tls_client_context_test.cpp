// SPDX-License-Identifier: Apache-2.0
#include "saki/tls/tls_client_context.h"

#include <gmock/gmock.h>

#include "saki/tls/tls_context.h"
#include "stack/tls/memory_handshake.h"
#include "support/made_certificate.h"
#include "support/test_folder.h"
#include "tls/tls_context_parts.h"

namespace saki {
namespace {

using testing::HasSubstr;

class ClientContexts : public testing::Test {
 protected:
  ClientContexts() {
    write_text(options_.authorities = folder_.file("authority.pem"), authority_.certificate());
    show({});
  }

  // From now on the server shows a certificate of the authority like this.
  void show(const CertificateWish& wish) {
    TlsOptions options;
    options.main.identities = {MadeCertificate::make(wish, &authority_).write(folder_.path(), "server")};
    Diagnostics diagnostics;
    server_ = TlsContext::open(options, diagnostics);
  }

  // Why a connection to `host` does not come about; "" when it does.
  std::string connect(const std::string& host) {
    Diagnostics diagnostics;
    const auto client = TlsClientContext::open(options_, diagnostics);
    EXPECT_EQ(diagnostics.text(), "");
    MemoryHandshake handshake(TlsContextParts::server(*server_), TlsContextParts::client(*client));
    if (!TlsContextParts::expect_host(*client, handshake.client(), host)) return "no name";
    if (handshake.run()) return "";
    const long result = SSL_get_verify_result(&handshake.client());
    return result == X509_V_OK ? handshake.failure() : X509_verify_cert_error_string(result);
  }

  TestFolder folder_;
  const MadeCertificate authority_ = MadeCertificate::make({.name = "Authority", .authority = true});
  TlsClientOptions options_;
  std::shared_ptr<const TlsContext> server_;
};

TEST_F(ClientContexts, BelieveACertificateOfTheirAuthoritiesForItsNames) {
  EXPECT_EQ(connect("localhost"), "");
  EXPECT_EQ(connect("127.0.0.1"), "");
  EXPECT_EQ(connect("::1"), "");
  EXPECT_EQ(connect("other.example"), "hostname mismatch");
  EXPECT_EQ(connect("127.0.0.2"), "IP address mismatch");
  EXPECT_EQ(connect("localhost."), "") << "the root's dot is in no certificate";
  EXPECT_EQ(connect("other.example."), "hostname mismatch");
  EXPECT_EQ(connect("localhost.."), "hostname mismatch");
  EXPECT_EQ(connect(""), "no name");
  EXPECT_EQ(connect("."), "no name");
}

TEST_F(ClientContexts, TakeAWildcardForOneLabel) {
  show({.names = {"DNS:*.example.org", "DNS:f*.example.net"}});
  EXPECT_EQ(connect("a.example.org"), "");
  EXPECT_EQ(connect("a.b.example.org"), "hostname mismatch");
  EXPECT_EQ(connect("example.org"), "hostname mismatch");
  EXPECT_EQ(connect("foo.example.net"), "hostname mismatch");
}

TEST_F(ClientContexts, BelieveNobodyElse) {
  options_.authorities.clear();  // The system's do not know ours.
  EXPECT_THAT(connect("localhost"), HasSubstr("unable to get local issuer certificate"));
}

TEST_F(ClientContexts, WithoutVerificationBelieveEverybody) {
  options_.verification = TlsVerification::None;
  options_.authorities.clear();
  EXPECT_EQ(connect("other.example"), "");
}

TEST_F(ClientContexts, AskForTheNameButNeverForAnAddress) {
  Diagnostics diagnostics;
  const auto client = TlsClientContext::open(options_, diagnostics);
  MemoryHandshake named(TlsContextParts::server(*server_), TlsContextParts::client(*client));
  ASSERT_TRUE(TlsContextParts::expect_host(*client, named.client(), "localhost"));
  ASSERT_TRUE(named.run());
  EXPECT_STREQ(SSL_get_servername(&named.server(), TLSEXT_NAMETYPE_host_name), "localhost");
  MemoryHandshake rooted(TlsContextParts::server(*server_), TlsContextParts::client(*client));
  ASSERT_TRUE(TlsContextParts::expect_host(*client, rooted.client(), "localhost."));
  ASSERT_TRUE(rooted.run());
  EXPECT_STREQ(SSL_get_servername(&rooted.server(), TLSEXT_NAMETYPE_host_name), "localhost");
  MemoryHandshake addressed(TlsContextParts::server(*server_), TlsContextParts::client(*client));
  ASSERT_TRUE(TlsContextParts::expect_host(*client, addressed.client(), "127.0.0.1"));
  ASSERT_TRUE(addressed.run());
  EXPECT_EQ(SSL_get_servername(&addressed.server(), TLSEXT_NAMETYPE_host_name), nullptr);
}

TEST_F(ClientContexts, TellAFileOfAuthoritiesThatHasNone) {
  options_.place = {.file = "test"};
  const auto told = [&] {
    Diagnostics diagnostics;
    EXPECT_EQ(TlsClientContext::open(options_, diagnostics), nullptr);
    return diagnostics.text();
  };
  write_text(options_.authorities, authority_.key());
  EXPECT_THAT(told(), HasSubstr("test: error[tls-certificate]: " + options_.authorities + " holds no certificate of an authority"));
  EXPECT_THAT(told(), HasSubstr("a private key is in it"));
  write_text(options_.authorities, "nothing");
  EXPECT_THAT(told(), HasSubstr("a PEM file is wanted"));
  options_.authorities = folder_.file("none.pem");
  EXPECT_THAT(told(), HasSubstr("error[tls-file]: cannot read the certificates of authorities " + options_.authorities));
}

}  // namespace
}  // namespace saki
