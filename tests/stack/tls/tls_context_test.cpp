// SPDX-License-Identifier: Apache-2.0
#include "saki/tls/tls_context.h"

#include <gmock/gmock.h>

#include "stack/tls/memory_handshake.h"
#include "support/made_certificate.h"
#include "support/test_folder.h"
#include "tls/tls_context_parts.h"

namespace saki {
namespace {

class Contexts : public testing::Test {
 protected:
  Contexts() { options_.main.identities = {MadeCertificate::make({}).write(folder_.path(), "server")}; }

  SSL_CTX* server() {
    Diagnostics diagnostics;
    context_ = TlsContext::open(options_, diagnostics);
    EXPECT_EQ(diagnostics.text(), "");
    return TlsContextParts::server(*context_);
  }

  TestFolder folder_;
  TlsOptions options_;
  const OpenSslOwner<SSL_CTX> client_ = make_careless_client();
  std::shared_ptr<const TlsContext> context_;
};

TEST_F(Contexts, SpeakTls13WithTheFastCurveAndSuite) {
  MemoryHandshake handshake(server(), client_.get());
  ASSERT_TRUE(handshake.run()) << handshake.failure();
  EXPECT_STREQ(SSL_get_version(&handshake.client()), "TLSv1.3");
  EXPECT_STREQ(SSL_get_cipher_name(&handshake.client()), "TLS_AES_128_GCM_SHA256");
  EXPECT_EQ(SSL_get_negotiated_group(&handshake.client()), NID_X25519);
  EXPECT_EQ(handshake.shown_name(), "localhost");
}

TEST_F(Contexts, SpeakTls12WithForwardSecretAuthenticatedSuitesAlone) {
  SSL_CTX_set_max_proto_version(client_.get(), TLS1_2_VERSION);
  MemoryHandshake handshake(server(), client_.get());
  ASSERT_TRUE(handshake.run()) << handshake.failure();
  EXPECT_STREQ(SSL_get_cipher_name(&handshake.client()), "ECDHE-ECDSA-AES128-GCM-SHA256");

  SSL_CTX_set_cipher_list(client_.get(), "AES128-SHA:AES128-GCM-SHA256:ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES128-SHA256");
  EXPECT_FALSE(MemoryHandshake(server(), client_.get()).run());
}

TEST_F(Contexts, SpeakNothingOlder) {
  SSL_CTX_set_security_level(client_.get(), 0);
  SSL_CTX_set_min_proto_version(client_.get(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(client_.get(), TLS1_1_VERSION);
  EXPECT_FALSE(MemoryHandshake(server(), client_.get()).run());
}

TEST_F(Contexts, OfTheModernProfileSpeakTls13Alone) {
  options_.profile = TlsProfile::Modern;
  EXPECT_TRUE(MemoryHandshake(server(), client_.get()).run());
  SSL_CTX_set_max_proto_version(client_.get(), TLS1_2_VERSION);
  EXPECT_FALSE(MemoryHandshake(server(), client_.get()).run());
}

TEST_F(Contexts, HonourAClientThatPutsChaChaFirst) {
  SSL_CTX_set_ciphersuites(client_.get(), "TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256");
  MemoryHandshake handshake(server(), client_.get());
  ASSERT_TRUE(handshake.run());
  EXPECT_STREQ(SSL_get_cipher_name(&handshake.client()), "TLS_CHACHA20_POLY1305_SHA256");
}

TEST_F(Contexts, ShowTheCertificateOfTheKindThatAClientKnows) {
  options_.main.identities.push_back(MadeCertificate::make({.name = "rsa.example", .key = "RSA-2048"}).write(folder_.path(), "rsa"));
  MemoryHandshake modern(server(), client_.get());
  ASSERT_TRUE(modern.run());
  EXPECT_EQ(modern.shown_name(), "localhost");

  know_signatures(*client_, "rsa_pss_rsae_sha256:rsa_pkcs1_sha256");
  MemoryHandshake old(server(), client_.get());
  ASSERT_TRUE(old.run()) << old.failure();
  EXPECT_EQ(old.shown_name(), "rsa.example");
}

TEST_F(Contexts, OfferNoEarlyDataAndNoRenegotiation) {
  SSL_CTX* const context = server();
  EXPECT_EQ(SSL_CTX_get_max_early_data(context), 0u);
  EXPECT_NE(SSL_CTX_get_options(context) & SSL_OP_NO_RENEGOTIATION, 0u);
}

TEST_F(Contexts, OutliveTheirFiles) {
  SSL_CTX* const context = server();
  std::filesystem::remove(options_.main.identities.front().certificate);
  std::filesystem::remove(options_.main.identities.front().key);
  EXPECT_TRUE(MemoryHandshake(context, client_.get()).run());
}

TEST_F(Contexts, AreGoneOnlyWhenTheLastSessionIs) {
  MemoryHandshake handshake(server(), client_.get());
  context_.reset();
  EXPECT_TRUE(handshake.run());
}

}  // namespace
}  // namespace saki
