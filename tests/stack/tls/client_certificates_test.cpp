// SPDX-License-Identifier: Apache-2.0
#include "tls/client_certificates.h"

#include <gmock/gmock.h>

#include "saki/tls/tls_context.h"
#include "stack/tls/memory_handshake.h"
#include "support/made_certificate.h"
#include "support/test_folder.h"
#include "tls/tls_context_parts.h"
#include "tls/tls_ticket_keys.h"

namespace saki {
namespace {

using testing::HasSubstr;

class ClientCertificates : public testing::Test {
 protected:
  ClientCertificates() {
    options_.main.identities = {MadeCertificate::make({}).write(folder_.path(), "server")};
    options_.main.client_ca = folder_.file("clients.pem");
    options_.main.client_ca_place = {.file = "test"};
    write_text(options_.main.client_ca, authority_.certificate());
  }

  std::string open(TlsClientCertificates wish) {
    options_.main.client_certificates = wish;
    Diagnostics diagnostics;
    context_ = TlsContext::open(options_, diagnostics, std::make_shared<TlsTicketKeys>(std::chrono::hours(1)));
    return diagnostics.text();
  }

  MemoryHandshake connect(const MadeCertificate* shown) {
    client_ = make_careless_client();
    if (shown != nullptr) {
      SSL_CTX_use_certificate(client_.get(), shown->x509());
      SSL_CTX_use_PrivateKey(client_.get(), shown->pkey());
    }
    return {TlsContextParts::server(*context_), client_.get()};
  }
  bool meets(const MadeCertificate* shown) { return connect(shown).run(); }

  // Whether alice gets a ticket where she asks for `name`, and is let in by it.
  bool resumes(int version, const std::string& name) {
    MemoryHandshake first = connect(&alice_);
    begin(first, version, name);
    const std::shared_ptr<SSL_SESSION> kept(SSL_get1_session(&first.client()), SSL_SESSION_free);
    const bool has_ticket = SSL_SESSION_has_ticket(kept.get()) == 1;
    MemoryHandshake second = connect(&alice_);
    SSL_set_session(&second.client(), kept.get());
    begin(second, version, name);
    EXPECT_EQ(SSL_session_reused(&second.server()) == 1, has_ticket);
    return has_ticket;
  }
  static void begin(MemoryHandshake& handshake, int version, const std::string& name) {
    SSL_set_max_proto_version(&handshake.client(), version);
    if (!name.empty()) handshake.ask_for(name);
    EXPECT_TRUE(handshake.run()) << handshake.failure();
  }

  TestFolder folder_;
  const MadeCertificate authority_ = MadeCertificate::make({.name = "Clients' authority", .authority = true});
  const MadeCertificate alice_ = MadeCertificate::make({.name = "alice"}, &authority_);
  const MadeCertificate stranger_ = MadeCertificate::make({.name = "alice"});
  const MadeCertificate former_ = MadeCertificate::make({.name = "alice", .from_days = -9, .for_days = -1}, &authority_);
  TlsOptions options_;
  std::shared_ptr<const TlsContext> context_;
  OpenSslOwner<SSL_CTX> client_;
};

TEST_F(ClientCertificates, ThatAreRequiredMustBeShownAndGood) {
  ASSERT_EQ(open(TlsClientCertificates::Required), "");
  EXPECT_TRUE(meets(&alice_));
  EXPECT_FALSE(meets(nullptr));
  EXPECT_FALSE(meets(&stranger_));
  EXPECT_FALSE(meets(&former_));
}

TEST_F(ClientCertificates, ThatAreOptionalMustBeGoodWhenTheyAreShown) {
  ASSERT_EQ(open(TlsClientCertificates::Optional), "");
  EXPECT_TRUE(meets(&alice_));
  EXPECT_TRUE(meets(nullptr));
  EXPECT_FALSE(meets(&stranger_));
}

TEST_F(ClientCertificates, AreAskedForByTheNamesOfTheirAuthorities) {
  ASSERT_EQ(open(TlsClientCertificates::Optional), "");
  MemoryHandshake handshake = connect(&alice_);
  ASSERT_TRUE(handshake.run());
  EXPECT_EQ(sk_X509_NAME_num(SSL_get0_peer_CA_list(&handshake.client())), 1);
  const OpenSslOwner<X509> seen(SSL_get1_peer_certificate(&handshake.server()));
  EXPECT_EQ(X509_cmp(seen.get(), alice_.x509()), 0);
}

TEST_F(ClientCertificates, OfOneHostAreNotAskedForAtAnother) {
  TlsHostOptions host = options_.main;
  host.names = {"members.example"};
  host.client_certificates = TlsClientCertificates::Required;
  options_.main.client_ca.clear();
  options_.hosts = {host};
  ASSERT_EQ(open(TlsClientCertificates::Off), "");
  EXPECT_TRUE(meets(nullptr));
  MemoryHandshake refused = connect(nullptr);
  refused.ask_for("members.example");
  EXPECT_FALSE(refused.run());
  MemoryHandshake member = connect(&alice_);
  member.ask_for("members.example");
  EXPECT_TRUE(member.run());
}

// CVE-2025-23419: what was resumed carried the proof, or the lack of one, from one server block to another.
TEST_F(ClientCertificates, CannotBeGoneRoundWithTheTicketOfAnotherHost) {
  TlsHostOptions host = options_.main;
  host.names = {"members.example"};
  host.client_certificates = TlsClientCertificates::Required;
  options_.main.client_ca.clear();
  options_.hosts = {host};
  ASSERT_EQ(open(TlsClientCertificates::Off), "");
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    MemoryHandshake plain = connect(nullptr);
    SSL_set_max_proto_version(&plain.client(), version);
    ASSERT_TRUE(plain.run());
    const std::shared_ptr<SSL_SESSION> ticket(SSL_get1_session(&plain.client()), SSL_SESSION_free);
    MemoryHandshake sly = connect(nullptr);
    SSL_set_max_proto_version(&sly.client(), version);
    SSL_set_session(&sly.client(), ticket.get());
    sly.ask_for("members.example");
    EXPECT_FALSE(sly.run()) << version;
  }
}

// A ticket would carry the proof of its first handshake along for ever, past the certificate's own end.
TEST_F(ClientCertificates, AreShownInEveryHandshake) {
  for (const auto wish : {TlsClientCertificates::Required, TlsClientCertificates::Optional}) {
    ASSERT_EQ(open(wish), "");
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) EXPECT_FALSE(resumes(version, "")) << version;
  }
}

TEST_F(ClientCertificates, AreShownInEveryHandshakeAtTheHostThatAsksAlone) {
  TlsHostOptions open_one = options_.main;
  open_one.names = {"open.example"};
  TlsHostOptions members = open_one;
  members.names = {"members.example"};
  members.client_certificates = TlsClientCertificates::Required;
  open_one.client_ca.clear();
  options_.hosts = {open_one, members};
  for (const auto main : {TlsClientCertificates::Off, TlsClientCertificates::Required}) {
    options_.main.client_ca = main == TlsClientCertificates::Off ? "" : members.client_ca;
    ASSERT_EQ(open(main), "");
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
      EXPECT_TRUE(resumes(version, "open.example")) << version;
      EXPECT_FALSE(resumes(version, "members.example")) << version;
      EXPECT_EQ(resumes(version, ""), main == TlsClientCertificates::Off) << version;
    }
  }
}

TEST_F(ClientCertificates, NeedAnAuthorityAndAnAuthorityNeedsThem) {
  options_.main.client_ca = folder_.file("none.pem");
  EXPECT_THAT(open(TlsClientCertificates::Required), HasSubstr("error[tls-file]"));
  EXPECT_THAT(open(TlsClientCertificates::Off), HasSubstr("test: error[tls-client-ca]: an authority of clients is named"));
  options_.main.client_ca.clear();
  EXPECT_THAT(open(TlsClientCertificates::Optional), HasSubstr("test: error[tls-client-ca]: clients are asked for certificates"));
}

}  // namespace
}  // namespace saki
