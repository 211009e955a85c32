// SPDX-License-Identifier: Apache-2.0
#include "socket/kept_request.h"

#include <gtest/gtest.h>

#include "context/worker_context.h"
#include "saki/log/log.h"
#include "saki/service.h"
#include "service/composition.h"
#include "testing/test_exchange.h"

namespace saki {
namespace {

// A request whose memory is overwritten once it was kept, as that of a worker would be.
class KeptRequestTest : public testing::Test {
 protected:
  KeptRequestTest() { service_.composition().context.log = &log_.root(); }

  std::unique_ptr<KeptRequest> keep(std::string target, TestResponse::Headers headers, const http::ConnectionInfo& connection = {},
                                    const std::optional<http::Forwarded>& told = {}) {
    auto head = std::make_unique<TestHead>();
    Arena arena;
    EXPECT_TRUE(head->fill(Method::Get, target, headers, arena));
    TestExchange exchange(head->head(), arena, *loop_, "");
    exchange.set_connection(connection);
    if (told) exchange.set_forwarded(*told);
    RouteMatch match;
    match.parameter_count = 1;
    const std::string_view last = exchange.head().path.substr(exchange.head().path.rfind('/') + 1);
    match.parameters[0] = {last.data(), last.size()};
    Request asked(exchange, worker_, route_, match);
    auto kept = KeptRequest::of(asked);
    std::fill(target.begin(), target.end(), '#');
    for (auto& [name, value] : headers) std::fill(value.begin(), value.end(), '#');
    arena.reset();
    return kept;
  }

  Log log_;
  std::unique_ptr<Loop> loop_ = std::move(*Loop::open());
  Service service_{"test"};
  BlockingPool blocking_;
  WorkerContext worker_{service_.composition().context, blocking_, *loop_};
  RouteEntry route_{.handler = [](Request&) { return Response(); }, .parameter_names = {"room"}};
};

TEST_F(KeptRequestTest, KeepsWhatWasAsked) {
  const auto kept = keep("/rooms/a%20b?after=7&q=a+b", {{"Host", "example.org:8080"}, {"X-Tag", "seven"}, {"Cookie", "a=1; session=xyz"}});
  Request& request = *kept;
  EXPECT_EQ(request.method(), Method::Get);
  EXPECT_EQ(request.target(), "/rooms/a%20b?after=7&q=a+b");
  EXPECT_EQ(request.path(), "/rooms/a b");
  EXPECT_EQ(request.path_parameter("room"), "a b");
  EXPECT_EQ(request.query().find("q"), "a b");
  EXPECT_EQ(request.query().find("after"), "7");
  EXPECT_EQ(request.host(), "example.org:8080");
  EXPECT_EQ(request.scheme(), "http");
  EXPECT_EQ(request.header("x-tag"), "seven");
  EXPECT_EQ(request.cookie("session"), "xyz");
  EXPECT_EQ(&request.loop(), loop_.get());
}

http::ConnectionInfo connection_of(std::string_view peer, std::string_view client) {
  http::ConnectionInfo info;
  info.id = 4711;
  info.peer = Address::parse(peer).value();
  info.local = Address::parse("[2001:db8::]:8443").value();
  info.client = Address::parse(client).value();
  return info;
}

TEST_F(KeptRequestTest, KeepsWhoAsked) {
  auto tls = std::make_unique<TlsInfo>();
  tls->version = "TLSv1.3";
  tls->server_name = "example.org";
  tls->resumed = true;
  tls->peer = TlsPeer{"CN=ada", "0123"};
  http::ConnectionInfo info = connection_of("10.0.0.1:4000", "10.0.0.1:4000");
  info.secure = true;
  info.tls = tls.get();
  const auto kept = keep("/rooms/a", {}, info);
  tls.reset();
  EXPECT_EQ(kept->exchange().connection().id, 4711U);
  EXPECT_EQ(kept->peer().text(), "10.0.0.1:4000");
  EXPECT_EQ(kept->client().text(), "10.0.0.1:4000");
  EXPECT_EQ(kept->exchange().connection().local.text(), "[2001:db8::]:8443");
  EXPECT_TRUE(kept->secure());
  ASSERT_NE(kept->tls(), nullptr);
  EXPECT_EQ(kept->tls()->version, "TLSv1.3");
  EXPECT_EQ(kept->tls()->server_name, "example.org");
  EXPECT_TRUE(kept->tls()->resumed);
  ASSERT_TRUE(kept->tls()->peer);
  EXPECT_EQ(kept->tls()->peer->subject, "CN=ada");
  EXPECT_EQ(kept->tls()->peer->fingerprint, "0123");
}

TEST_F(KeptRequestTest, KeepsForWhomProxiesAsked) {
  const auto by_header = keep("/rooms/a", {}, connection_of("unix:/run/proxy.sock", "192.0.2.7:5000"));
  EXPECT_EQ(by_header->peer().text(), "unix:/run/proxy.sock");
  EXPECT_EQ(by_header->client().text(), "192.0.2.7:5000");
  EXPECT_EQ(by_header->tls(), nullptr);
  EXPECT_FALSE(by_header->secure());

  const http::Forwarded told{Address::parse("192.0.2.9:0").value(), "https", "example.org"};
  const auto by_field = keep("/rooms/a", {{"Host", "inside"}}, connection_of("10.0.0.1:4000", "10.0.0.1:4000"), told);
  EXPECT_EQ(by_field->client().text(), "192.0.2.9:0");
  EXPECT_EQ(by_field->scheme(), "https");
  EXPECT_EQ(by_field->host(), "example.org");
  EXPECT_EQ(by_field->header("Host"), "inside");
}

TEST_F(KeptRequestTest, LeavesOutWhatWasAboutTheHandshake) {
  const auto kept = keep("/rooms/a", {{"Upgrade", "websocket"},
                                      {"Connection", "Upgrade"},
                                      {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="},
                                      {"sec-websocket-version", "13"},
                                      {"Origin", "https://example.org"}});
  Request& request = *kept;
  EXPECT_FALSE(request.header("Upgrade"));
  EXPECT_FALSE(request.header("Connection"));
  EXPECT_FALSE(request.header("Sec-WebSocket-Key"));
  EXPECT_FALSE(request.header("Sec-WebSocket-Version"));
  EXPECT_EQ(request.header("Origin"), "https://example.org");
}

TEST_F(KeptRequestTest, HasNoContentAndAnswersNothing) {
  const auto kept = keep("/rooms/a", {});
  EXPECT_FALSE(kept->has_body());
  EXPECT_EQ(kept->take_content_at_hand(), "");
  EXPECT_FALSE(kept->exchange().try_respond({.status = Status::Ok, .fields = {}}, {}));
}

TEST_F(KeptRequestTest, IsSmall) { EXPECT_LE(sizeof(KeptRequest), 80U); }

}  // namespace
}  // namespace saki
