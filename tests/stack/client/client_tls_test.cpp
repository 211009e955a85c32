// SPDX-License-Identifier: Apache-2.0
//
// https: whom the client believes, what it makes of ends without a word, tunnels through a proxy, connections that are kept.
#include "saki/tls/tls_fault.h"
#include "stack/client/client_fixture.h"
#include "support/made_certificate.h"
#include "support/test_folder.h"

namespace saki::client {
namespace {

constexpr const char* kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

class ClientTls : public ClientFixture {
 protected:
  ClientTls() {
    trusted_.authorities = folder_.file("authority.pem");
    write_text(trusted_.authorities, authority_.certificate());
    show({});
    trust(trusted_);
  }

  // The certificate that servers show from now on.
  void show(const CertificateWish& wish) { context_ = served_by(MadeCertificate::make(wish, &authority_)); }
  std::shared_ptr<const TlsContext> served_by(const MadeCertificate& certificate) {
    TlsOptions options;
    options.main.identities = {certificate.write(folder_.path(), "server")};
    Diagnostics diagnostics;
    auto context = TlsContext::open(options, diagnostics);
    EXPECT_NE(context, nullptr) << diagnostics.text();
    return server_.tls = context;
  }
  void trust(const TlsClientOptions& options) {
    Diagnostics diagnostics;
    options_.tls = TlsClientContext::open(options, diagnostics);
    ASSERT_NE(options_.tls, nullptr) << diagnostics.text();
  }

  [[nodiscard]] Request request_to(const std::string& host) const {
    return {"GET", Url::parse("https://" + host + ":" + std::to_string(server_.address().port()) + "/").value()};
  }
  Asked ask_securely(Script script, const std::string& host = "localhost") {
    script.insert(script.begin(), start_tls());
    server_.expect(std::move(script));
    return ask(request_to(host));
  }

  TestFolder folder_;
  const MadeCertificate authority_ = MadeCertificate::make({.name = "Authority", .authority = true});
  TlsClientOptions trusted_;
  std::shared_ptr<const TlsContext> context_;
};

TEST_F(ClientTls, AsksWhomItBelieves) {
  const Asked asked = ask_securely({await_head(), say(kOk)});
  ASSERT_FALSE(asked.failure) << asked.failure->text();
  EXPECT_EQ(asked.content, "ok");
  EXPECT_THAT(server_.received(), testing::StartsWith("GET / HTTP/1.1\r\nHost: localhost:"));
}

TEST_F(ClientTls, SaysNothingToWhomItDoesNot) {
  const auto refused = [&](const std::string& host) {
    const Asked asked = ask_securely({await_head(), say(kOk)}, host);
    EXPECT_TRUE(asked.failure);
    if (!asked.failure) return Error(Error::Closed);
    EXPECT_EQ(asked.failure->phase, Phase::Securing);
    EXPECT_FALSE(asked.failure->may_be_processed);
    EXPECT_EQ(server_.received(server_.connections() - 1), "");
    EXPECT_EQ(client().counts().connections, 0U);
    return asked.failure->error;
  };
  show({.name = "other.example", .names = {"DNS:other.example"}});
  EXPECT_EQ(refused("localhost"), TlsFault::Untrusted);
  EXPECT_EQ(refused("127.0.0.1"), TlsFault::Untrusted);
  const MadeCertificate stranger = MadeCertificate::make({.name = "Somebody", .authority = true});
  (void)served_by(MadeCertificate::make({}, &stranger));
  EXPECT_EQ(refused("localhost"), TlsFault::Untrusted);
}

TEST_F(ClientTls, TheSystemsAuthoritiesAreTheDefault) {
  trust({});
  const Asked asked = ask_securely({await_head(), say(kOk)});
  ASSERT_TRUE(asked.failure);
  EXPECT_EQ(asked.failure->error, TlsFault::Untrusted);
  EXPECT_TRUE(asked.failure->text().ends_with(": unable to get local issuer certificate")) << asked.failure->text();
}

TEST_F(ClientTls, APlainServerIsToldApart) {
  server_.expect({await_bytes(1), say("HTTP/1.1 400 Bad Request\r\n\r\n"), leave()});
  const Asked asked = ask(request_to("localhost"));
  ASSERT_TRUE(asked.failure);
  EXPECT_EQ(asked.failure->phase, Phase::Securing);
}

TEST_F(ClientTls, AConnectionIsKeptAndServesAgain) {
  server_.expect({start_tls(), await_head(), say(kOk), await_head(), say(kOk), await_head(), say(kOk)});
  for (int time = 0; time < 3; ++time) {
    const Asked asked = ask(request_to("localhost"));
    ASSERT_FALSE(asked.failure) << asked.failure->text();
    EXPECT_EQ(asked.content, "ok");
    turns();
  }
  EXPECT_EQ(server_.connections(), 1U);
}

TEST_F(ClientTls, AnIdleConnectionIsClosedWithAWord) {
  server_.expect({start_tls(), await_head(), say(kOk), await_end()});
  (void)ask(request_to("localhost"));
  client().close_idle();
  turns();
  EXPECT_EQ(server_.ends(), std::vector<std::string>{"in order"});
}

TEST_F(ClientTls, AnIdleConnectionThatItsServerEndsGoesAtOnce) {
  for (const Step& how : {finish_sending(), leave(), cut_off(), reset()}) {
    server_.expect({start_tls(), await_head(), say(kOk), how});
    EXPECT_EQ(ask(request_to("localhost")).content, "ok");
    turns();
    EXPECT_EQ(client().counts().connections, 0U);
  }
}

TEST_F(ClientTls, WhatComesUnaskedCostsTheConnectionHereToo) {
  const std::string planted = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nplanted";
  for (const Script& script :
       {Script{await_head(), say(kOk + planted), await_end()}, Script{await_head(), say_cut(kOk + planted, 40), await_end()}}) {
    (void)ask_securely(script);
    turns();
    EXPECT_EQ(ask_securely(answering(kOk)).content, "ok");
    client().close_idle();
  }
  EXPECT_EQ(server_.connections(), 4U);
}

TEST_F(ClientTls, AKeptConnectionThatEndsWithoutAWordIsStale) {
  server_.expect({start_tls(), await_head(), say(kOk), await_head(), cut_off()});
  EXPECT_EQ(ask(request_to("localhost")).content, "ok");
  EXPECT_EQ(ask_securely(answering(kOk)).content, "ok");
  EXPECT_EQ(client().counts().stale_retries, 1U);
}

// Anybody on the way can end a connection; only its own end is sealed.
TEST_F(ClientTls, ContentThatTheEndDelimitsNeedsAnEndThatIsSaid) {
  const Asked whole = ask_securely({await_head(), say("HTTP/1.1 200 OK\r\n\r\nhello"), finish_sending(), await_end()});
  ASSERT_FALSE(whole.failure) << whole.failure->text();
  EXPECT_EQ(whole.content, "hello");
  const Asked cut = ask_securely({await_head(), say("HTTP/1.1 200 OK\r\n\r\nhel"), cut_off()});
  ASSERT_TRUE(cut.failure);
  EXPECT_EQ(cut.failure->error, TlsFault::CutOff);
}

TEST_F(ClientTls, MegabytesGoBothWays) {
  options_.expect_continue_bytes = UINT64_MAX;
  const std::string content = pattern(2 << 20);
  Request asking = request_to("localhost");
  asking.method = "PUT";
  asking.content = content;
  server_.expect({start_tls(), await_head(), await_bytes(2 << 20), say("HTTP/1.1 200 OK\r\nContent-Length: 2097152\r\n\r\n" + content)});
  const Asked asked = ask(asking);
  ASSERT_FALSE(asked.failure) << asked.failure->text();
  EXPECT_TRUE(asked.content == content);
  EXPECT_TRUE(server_.received().ends_with(content));
  EXPECT_EQ(client().counts().idle, 1U);
}

TEST_F(ClientTls, ATunnelLeadsThroughAProxyToWhomItBelieves) {
  options_.proxies = ProxyRules::from("", server_.url(), "").value();
  server_.expect(
      {await_head(), say("HTTP/1.1 200 Connection established\r\n\r\n"), start_tls(), await_head(), say(kOk), await_head(), say(kOk)});
  const Request asking("GET", Url::parse("https://localhost:8443/x").value());
  for (int time = 0; time < 2; ++time) {
    const Asked asked = ask(asking);
    ASSERT_FALSE(asked.failure) << asked.failure->text();
    EXPECT_EQ(asked.content, "ok");
  }
  EXPECT_EQ(server_.connections(), 1U);
  EXPECT_THAT(server_.received(), testing::StartsWith("CONNECT localhost:8443 HTTP/1.1\r\nHost: localhost:8443\r\n"));
  EXPECT_THAT(server_.received(), testing::HasSubstr("GET /x HTTP/1.1\r\nHost: localhost:8443\r\n"));
}

TEST_F(ClientTls, AProxyThatSpeaksBeforeTheOtherSideCanIsRefused) {
  options_.proxies = ProxyRules::from("", server_.url(), "").value();
  server_.expect({await_head(), say("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"), await_end()});
  const Asked asked = ask(Request("GET", Url::parse("https://localhost:8443/x").value()));
  ASSERT_TRUE(asked.failure);
  EXPECT_EQ(asked.failure->phase, Phase::Tunnelling);
}

TEST_F(ClientTls, AHandshakeThatStallsHasADeadline) {
  options_.timeouts.securing = std::chrono::seconds(3);
  server_.expect({await_end()});
  Asked asked;
  const Request asking = request_to("127.0.0.1");
  begin(asking, asked);
  turns();
  pass(std::chrono::seconds(3));
  turns();
  ASSERT_TRUE(asked.failure);
  EXPECT_EQ(asked.failure->phase, Phase::Securing);
  EXPECT_EQ(asked.failure->error, Error::Timeout);
  EXPECT_EQ(client().counts().connections, 0U);
}

}  // namespace
}  // namespace saki::client
