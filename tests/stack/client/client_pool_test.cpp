// SPDX-License-Identifier: Apache-2.0
//
// Connections: kept, shared, bounded, found stale.
#include "stack/client/client_fixture.h"

namespace saki::client {
namespace {

using namespace std::chrono_literals;
using ClientPool = ClientFixture;

constexpr const char* kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

TEST_F(ClientPool, AKeptConnectionThatTheServerClosedIsNoFailure) {
  server_.expect({await_head(), say(kOk), leave()});
  server_.expect(answering(kOk));
  EXPECT_EQ(ask().content, "ok");
  turns();
  EXPECT_EQ(client().counts().idle, 0U);  // Seen at once.
  EXPECT_EQ(ask().content, "ok");
  EXPECT_EQ(client().counts().stale_retries, 0U);
}

// The server closes while the request is on its way.
class StaleConnection : public ClientFixture {
 protected:
  // Whether the request was sent again after `how`, on the second request of the connection.
  Asked ask_on_stale(Script how, const Request& asking) {
    Script script{await_head(), say(kOk), await_head()};
    script.insert(script.end(), how.begin(), how.end());
    server_.expect(std::move(script));
    server_.expect(answering(kOk));
    EXPECT_EQ(ask().content, "ok");
    return ask(asking);
  }
};

TEST_F(StaleConnection, AnIdempotentRequestIsSentAgainOnANewOne) {
  for (const char* method : {"GET", "PUT", "DELETE", "OPTIONS"}) {
    for (const Script& how : {Script{leave()}, Script{reset()}}) {
      const std::uint64_t retries = client().counts().stale_retries;
      const Asked asked = ask_on_stale(how, request(method));
      ASSERT_FALSE(asked.failure) << method << asked.failure->text();
      EXPECT_EQ(asked.content, "ok");
      EXPECT_EQ(client().counts().stale_retries, retries + 1);
      client().close_idle();
    }
  }
}

TEST_F(StaleConnection, AnotherIsNot) {
  const Asked asked = ask_on_stale({leave()}, request("POST"));
  ASSERT_TRUE(asked.failure);
  EXPECT_EQ(asked.failure->error, ClientFault::CutShort);
  EXPECT_TRUE(asked.failure->may_be_processed);
  EXPECT_EQ(server_.connections(), 1U);
}

TEST_F(StaleConnection, OneThatHasBegunToAnswerIsNotAskedAgain) {
  const Asked asked = ask_on_stale({say("H"), leave()}, request());
  ASSERT_TRUE(asked.failure);
  EXPECT_EQ(asked.failure->error, ClientFault::CutShort);
}

TEST_F(StaleConnection, ANewConnectionThatIsClosedIsAFailure) {
  server_.expect({await_head(), leave()});
  const Asked asked = ask();
  ASSERT_TRUE(asked.failure);
  EXPECT_EQ(asked.failure->phase, Phase::Answering);
  EXPECT_EQ(server_.connections(), 1U);
}

TEST_F(ClientPool, AnIdleConnectionIsClosedAfterItsTime) {
  options_.timeouts.keep_alive_idle = 5s;
  (void)answered(kOk);
  pass(5s - 1ns);
  EXPECT_EQ(client().counts().idle, 1U);
  pass(1ns);
  EXPECT_EQ(client().counts().idle, 0U);
  EXPECT_EQ(client().counts().connections, 0U);
}

TEST_F(ClientPool, AConnectionEndsWithItsNumberOfRequests) {
  options_.limits.requests_per_connection = 2;
  server_.expect({await_head(), say(kOk), await_head(), say(kOk)});
  server_.expect(answering(kOk));
  for (int time = 0; time < 3; ++time) EXPECT_EQ(ask().content, "ok");
  EXPECT_EQ(server_.connections(), 2U);
}

TEST_F(ClientPool, WhoFindsNoneWaitsInOrder) {
  options_.limits.connections_per_origin = 1;
  Script script;
  for (int time = 0; time < 5; ++time) {
    script.push_back(await_head());
    script.push_back(say(kOk));
  }
  server_.expect(script);
  const std::vector<Request> requests{request("GET", "/1"), request("GET", "/2"), request("GET", "/3"), request("GET", "/4"),
                                      request("GET", "/5")};
  std::vector<Asked> asked(requests.size());
  for (std::size_t index = 0; index < requests.size(); ++index) begin(requests[index], asked[index]);
  EXPECT_EQ(client().counts().waiting, 4U);
  settle();
  for (const Asked& one : asked) EXPECT_EQ(one.content, "ok");
  EXPECT_EQ(server_.connections(), 1U);
  std::size_t before = 0;
  for (const char* path : {"GET /1 ", "GET /2 ", "GET /3 ", "GET /4 ", "GET /5 "}) {
    const std::size_t at = server_.received().find(path);
    ASSERT_NE(at, std::string::npos);
    EXPECT_GE(at, before);
    before = at;
  }
}

TEST_F(ClientPool, WaitingHasADeadlineAndABound) {
  options_.limits.connections_per_origin = 1;
  options_.limits.waiting_requests = 1;
  options_.timeouts.waiting = 3s;
  server_.expect({await_head(), await_end()});
  const Request asking = request();
  Asked first;
  Asked second;
  begin(asking, first);
  begin(asking, second);
  const Asked third = [&] {
    Asked asked;
    begin(asking, asked);
    return asked;
  }();
  ASSERT_TRUE(third.failure);
  EXPECT_EQ(third.failure->phase, Phase::Waiting);
  EXPECT_EQ(third.failure->error, Error::Exhausted);
  EXPECT_FALSE(third.failure->may_be_processed);
  turns();
  pass(3s);
  ASSERT_TRUE(second.failure);
  EXPECT_EQ(second.failure->phase, Phase::Waiting);
  EXPECT_EQ(second.failure->error, Error::Timeout);
  EXPECT_FALSE(first.ended);
  EXPECT_EQ(client().counts().waiting, 0U);
}

TEST_F(ClientPool, AnIdleConnectionMakesRoomForAnotherOrigin) {
  options_.limits.connections = 1;
  ScriptedServer other(*loop_);
  (void)answered(kOk);
  other.expect(answering(kOk));
  EXPECT_EQ(ask(Request("GET", Url::parse(other.url()).value())).content, "ok");
  EXPECT_EQ(client().counts().connections, 1U);
  turns();
  server_.expect(answering(kOk));
  EXPECT_EQ(ask().content, "ok");
  EXPECT_EQ(server_.connections(), 2U);
}

TEST_F(ClientPool, OneThatFailsToOpenGivesItsPlaceBack) {
  options_.limits.connections = 1;
  Address nobody;
  {
    ScriptedServer gone(*loop_);
    nobody = gone.address();
  }
  const Asked asked = ask(Request("GET", Url::parse("http://" + nobody.text()).value()));
  ASSERT_TRUE(asked.failure);
  EXPECT_EQ(asked.failure->text(), "connecting to http://" + nobody.text() + ": Connection refused");
  EXPECT_FALSE(asked.failure->may_be_processed);
  EXPECT_EQ(answered(kOk).content, "ok");
}

TEST_F(ClientPool, AThousandRequestsShareEightConnections) {
  options_.limits.connections_per_origin = 8;
  for (int connection = 0; connection < 8; ++connection) {
    Script script;
    for (int time = 0; time < 1000; ++time) {
      script.push_back(await_head());
      script.push_back(say(kOk));
    }
    server_.expect(script);
  }
  const Request asking = request();
  std::vector<Asked> asked(1000);
  for (Asked& one : asked) begin(asking, one);
  settle();
  for (const Asked& one : asked) ASSERT_EQ(one.content, "ok") << one.failure->text();
  EXPECT_EQ(server_.connections(), 8U);
  EXPECT_EQ(client().counts().connections_opened, 8U);
}

TEST_F(ClientPool, AnAnswerThatIsDroppedClosesItsConnectionAndServesWhoWaits) {
  options_.limits.connections_per_origin = 1;
  server_.expect({await_head(), say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello"), await_end()});
  server_.expect(answering(kOk));
  const Request asking = request();
  const auto look_away = [](Client& client, const Request& request) -> Task<> { (void)co_await client.send(request); };
  Asked asked;
  scope_.spawn(look_away, std::ref(client()), std::cref(asking));
  begin(asking, asked);
  settle();
  EXPECT_EQ(asked.content, "ok");
  EXPECT_EQ(server_.connections(), 2U);
}

TEST_F(ClientPool, NamesAreResolvedAndUnixSocketsReached) {
  server_.expect(answering(kOk));
  const std::string port = std::to_string(server_.address().port());
  EXPECT_EQ(ask(Request("GET", Url::parse("http://localhost:" + port + "/").value())).content, "ok");
  EXPECT_THAT(server_.received(), testing::HasSubstr("Host: localhost:" + port + "\r\n"));

  ScriptedServer local(*loop_, "unix:/tmp/saki-client-test." + std::to_string(::getpid()));
  local.expect(answering(kOk));
  Request asking("GET", Url::parse("http://service/").value());
  asking.connect_to = local.address();
  EXPECT_EQ(ask(asking).content, "ok");
  EXPECT_THAT(local.received(), testing::HasSubstr("Host: service\r\n"));
  ::unlink(local.address().host().c_str());
}

TEST_F(ClientPool, HttpsWithoutEncryptionIsRefused) {
  const Asked asked = ask(Request("GET", Url::parse("https://a/").value()));
  ASSERT_TRUE(asked.failure);
  EXPECT_EQ(asked.failure->error, ClientFault::NotSecured);
}

TEST_F(ClientPool, AMalformedRequestAsksNobody) {
  Request asking = request();
  asking.fields.emplace_back("A", "b\r\nEvil: yes");
  const Asked asked = ask(asking);
  ASSERT_TRUE(asked.failure);
  EXPECT_EQ(asked.failure->phase, Phase::Preparing);
  EXPECT_EQ(server_.connections(), 0U);
}

class ClientProxy : public ClientFixture {
 protected:
  void use_proxy(const std::string& userinfo = "") {
    const std::string proxy = "http://" + userinfo + proxy_.address().text();
    options_.proxies = ProxyRules::from(proxy, proxy, "direct.example").value();
  }
  ScriptedServer proxy_{*loop_};
};

TEST_F(ClientProxy, IsToldTheWholeUrlAndItsConnectionServesOtherOriginsToo) {
  use_proxy("me:secret@");
  proxy_.expect({await_head(), say(kOk), await_head(), say(kOk)});
  EXPECT_EQ(ask(Request("GET", Url::parse("http://a.example/x?y").value())).content, "ok");
  EXPECT_EQ(ask(Request("GET", Url::parse("http://b.example/").value())).content, "ok");
  EXPECT_EQ(proxy_.connections(), 1U);
  EXPECT_TRUE(proxy_.received().starts_with("GET http://a.example/x?y HTTP/1.1\r\nHost: a.example\r\n"));
  EXPECT_THAT(proxy_.received(), testing::HasSubstr("Proxy-Authorization: Basic bWU6c2VjcmV0\r\n"));
  EXPECT_THAT(proxy_.received(), testing::HasSubstr("GET http://b.example/ HTTP/1.1\r\n"));
}

TEST_F(ClientProxy, IsAskedForATunnelForHttps) {
  use_proxy("me:secret@");
  Diagnostics diagnostics;
  options_.tls = TlsClientContext::open({}, diagnostics);
  ASSERT_NE(options_.tls, nullptr) << diagnostics.text();
  proxy_.expect({await_head(), say("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")});
  const Asked asked = ask(Request("GET", Url::parse("https://a.example/secret").value()));
  ASSERT_TRUE(asked.failure);
  EXPECT_EQ(asked.failure->text(),
            "asking for a tunnel by http://" + proxy_.address().text() + " for https://a.example: the proxy refused the way (407)");
  EXPECT_THAT(proxy_.received(), testing::StartsWith("CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n"));
  EXPECT_THAT(proxy_.received(), testing::HasSubstr("Proxy-Authorization: Basic bWU6c2VjcmV0\r\n"));
  EXPECT_THAT(proxy_.received(), testing::Not(testing::HasSubstr("secret HTTP")));
  EXPECT_EQ(client().counts().connections, 0U);
}

}  // namespace
}  // namespace saki::client
