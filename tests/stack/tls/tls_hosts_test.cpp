// SPDX-License-Identifier: Apache-2.0
//
// Contexts by name: which certificate is shown to whom, and what may not cross from one host to another.
#include <gmock/gmock.h>

#include "saki/tls/tls_context.h"
#include "stack/tls/memory_handshake.h"
#include "support/made_certificate.h"
#include "support/test_folder.h"
#include "tls/tls_context_parts.h"
#include "tls/tls_ticket_keys.h"

namespace saki {
namespace {

class TlsHosts : public testing::Test {
 protected:
  TlsHosts() {
    options_.main = host("main", {});
    options_.hosts = {host("one", {"one.example", "uno.example"}), host("any", {"*.example.org"}), host("deep", {"deep.example.org"})};
  }

  TlsHostOptions host(const std::string& name, std::vector<std::string> names) {
    TlsHostOptions options;
    options.names = std::move(names);
    options.identities = {MadeCertificate::make({.name = name}).write(folder_.path(), name)};
    return options;
  }

  MemoryHandshake connect(const std::string& name = "") {
    if (context_ == nullptr) open();
    MemoryHandshake handshake(TlsContextParts::server(*context_), client_.get());
    if (!name.empty()) handshake.ask_for(name);
    return handshake;
  }
  void open() {
    Diagnostics diagnostics;
    context_ = TlsContext::open(options_, diagnostics, tickets_);
    EXPECT_EQ(diagnostics.text(), "");
  }
  std::string shown(const std::string& name) {
    MemoryHandshake handshake = connect(name);
    EXPECT_TRUE(handshake.run()) << handshake.failure();
    return handshake.shown_name();
  }

  // A session that can be resumed, after a handshake that asked for `name`.
  std::shared_ptr<SSL_SESSION> session(const std::string& name) {
    MemoryHandshake handshake = connect(name);
    EXPECT_TRUE(handshake.run()) << handshake.failure();
    return {SSL_get1_session(&handshake.client()), SSL_SESSION_free};
  }
  bool resumes(SSL_SESSION* session, const std::string& name) {
    MemoryHandshake handshake = connect(name);
    SSL_set_session(&handshake.client(), session);
    EXPECT_TRUE(handshake.run()) << handshake.failure();
    return SSL_session_reused(&handshake.server()) == 1;
  }

  TestFolder folder_;
  TlsOptions options_;
  const OpenSslOwner<SSL_CTX> client_ = make_careless_client();
  std::shared_ptr<TlsTicketKeys> tickets_ = std::make_shared<TlsTicketKeys>(std::chrono::hours(1));
  std::shared_ptr<const TlsContext> context_;
};

TEST_F(TlsHosts, ShowTheCertificateOfTheNameThatIsAskedFor) {
  EXPECT_EQ(shown("one.example"), "one");
  EXPECT_EQ(shown("UNO.example"), "one");
  EXPECT_EQ(shown("a.example.org"), "any");
  EXPECT_EQ(shown("deep.example.org"), "deep");
  EXPECT_EQ(shown("a.b.example.org"), "main");
  EXPECT_EQ(shown("example.org"), "main");
  EXPECT_EQ(shown("unknown.example"), "main");
  EXPECT_EQ(shown(""), "main");
}

TEST_F(TlsHosts, OfTheMainContextAreItsOwnBesideAWildcard) {
  options_.main.names = {"main.example.org"};
  EXPECT_EQ(shown("main.example.org"), "main");
  EXPECT_EQ(shown("other.example.org"), "any");
  MemoryHandshake any = connect("other.example.org");
  ASSERT_TRUE(any.run());
  EXPECT_FALSE(TlsContextParts::answers_for(any.server(), "main.example.org"));
}

TEST_F(TlsHosts, AreChosenInTls12AsWell) {
  SSL_CTX_set_max_proto_version(client_.get(), TLS1_2_VERSION);
  EXPECT_EQ(shown("one.example"), "one");
  EXPECT_EQ(shown("unknown.example"), "main");
}

TEST_F(TlsHosts, TellWhichRequestsMayComeOverASession) {
  MemoryHandshake one = connect("one.example");
  ASSERT_TRUE(one.run());
  EXPECT_TRUE(TlsContextParts::answers_for(one.server(), "one.example:443"));
  EXPECT_TRUE(TlsContextParts::answers_for(one.server(), "uno.example"));
  EXPECT_FALSE(TlsContextParts::answers_for(one.server(), "a.example.org"));
  EXPECT_FALSE(TlsContextParts::answers_for(one.server(), "unknown.example"));
  MemoryHandshake main = connect();
  ASSERT_TRUE(main.run());
  EXPECT_TRUE(TlsContextParts::answers_for(main.server(), "127.0.0.1:8443"));
  EXPECT_FALSE(TlsContextParts::answers_for(main.server(), "one.example"));
}

TEST_F(TlsHosts, ResumeTheirOwnSessionsAndNoOthers) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    SSL_CTX_set_max_proto_version(client_.get(), version);
    const auto kept = session("one.example");
    EXPECT_TRUE(resumes(kept.get(), "one.example"));
    EXPECT_FALSE(resumes(session("one.example").get(), "deep.example.org"));
    EXPECT_FALSE(resumes(session("one.example").get(), "unknown.example"));
    EXPECT_FALSE(resumes(session("unknown.example").get(), "one.example"));
  }
}

// RFC 8446 appendix C.4: a client of TLS 1.3 shows a ticket once.
TEST_F(TlsHosts, GiveAnotherTicketWithEveryResumption) {
  SSL_CTX_set_min_proto_version(client_.get(), TLS1_3_VERSION);
  auto kept = session("one.example");
  for (int turn = 0; turn < 4; ++turn) {
    MemoryHandshake handshake = connect("one.example");
    SSL_set_session(&handshake.client(), kept.get());
    ASSERT_TRUE(handshake.run()) << handshake.failure();
    EXPECT_EQ(SSL_session_reused(&handshake.server()), 1) << turn;
    const std::shared_ptr<SSL_SESSION> next(SSL_get1_session(&handshake.client()), SSL_SESSION_free);
    EXPECT_NE(next, kept) << turn;
    kept = next;
  }
}

TEST_F(TlsHosts, ResumeSessionsOfTheContextBeforeThem) {
  const auto kept = session("one.example");
  options_.hosts.front() = host("renewed", options_.hosts.front().names);
  open();
  EXPECT_EQ(shown("one.example"), "renewed");
  EXPECT_TRUE(resumes(kept.get(), "one.example"));
  tickets_ = std::make_shared<TlsTicketKeys>(std::chrono::hours(1));
  open();
  EXPECT_FALSE(resumes(kept.get(), "one.example"));
}

TEST_F(TlsHosts, WithoutTicketsResumeNothing) {
  tickets_ = nullptr;
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    SSL_CTX_set_max_proto_version(client_.get(), version);
    MemoryHandshake handshake = connect("one.example");
    ASSERT_TRUE(handshake.run());
    EXPECT_EQ(SSL_SESSION_has_ticket(SSL_get0_session(&handshake.client())), 0);
    EXPECT_FALSE(resumes(session("one.example").get(), "one.example"));
  }
}

TEST_F(TlsHosts, AgreeOnAProtocolOrRefuse) {
  const auto offer = [this](std::string_view list) {
    MemoryHandshake handshake = connect("one.example");
    SSL_set_alpn_protos(&handshake.client(), reinterpret_cast<const unsigned char*>(list.data()), static_cast<unsigned>(list.size()));
    if (!handshake.run()) return "refused: " + handshake.failure();
    const unsigned char* chosen = nullptr;
    unsigned size_bytes = 0;
    SSL_get0_alpn_selected(&handshake.client(), &chosen, &size_bytes);
    return std::string(reinterpret_cast<const char*>(chosen), size_bytes);
  };
  EXPECT_EQ(offer("\x02h2\x08http/1.1"), "http/1.1");
  EXPECT_EQ(offer(std::string_view("\x04imap", 5)), "refused: no application protocol");
  options_.protocols = {"h2", "http/1.1"};
  open();
  EXPECT_EQ(offer("\x08http/1.1\x02h2"), "h2");
  options_.protocols.clear();
  open();
  EXPECT_EQ(offer("\x08http/1.1"), "");
}

TEST_F(TlsHosts, ThatLackSomethingAreAllTold) {
  options_.main.identities.front().key = folder_.file("none.key");
  options_.hosts.back().identities.front().certificate = folder_.file("none.pem");
  Diagnostics diagnostics;
  EXPECT_EQ(TlsContext::open(options_, diagnostics), nullptr);
  EXPECT_EQ(diagnostics.list().size(), 2u);
}

TEST_F(TlsHosts, TakeOneCertificateForEachKindOfKey) {
  options_.main.identities.push_back(MadeCertificate::make({}).write(folder_.path(), "again"));
  Diagnostics diagnostics;
  EXPECT_EQ(TlsContext::open(options_, diagnostics), nullptr);
  EXPECT_THAT(diagnostics.text(), testing::HasSubstr("a key of the same kind"));
}

}  // namespace
}  // namespace saki
