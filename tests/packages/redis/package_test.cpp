// SPDX-License-Identifier: Apache-2.0
//
// Redis as a package of a service: settings, handlers, what is answered when it is not there.
#include <gmock/gmock.h>

#include "redis_server.h"
#include "saki/health.h"
#include "saki/redis.h"
#include "saki/service.h"
#include "saki/test_client.h"
#include "saki/test_start.h"

namespace saki {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

Task<Response> visit(Request& request) {
  const std::int64_t visits = co_await request.use<Redis>().incr("visits");
  co_return Response::text(std::to_string(visits));
}

Task<Response> slow(Request& request) {
  auto own = co_await request.use<Redis>().exclusive();
  co_await own.command("DEBUG", "SLEEP", "0.0234");
  co_return Response::text("done");
}

class RedisPackage : public ::testing::Test {
 public:
  RedisPackage() : service("notes", "0.1.0") {
    service.add_package(std::make_unique<Redis>());
    service.post("/visits", visit);
    service.post("/slow", slow);
  }
  std::string refusal(const std::string& section) { return start_refusal(service, {.config = "redis: {" + section + "}"}); }

  Service service;
};

TEST_F(RedisPackage, HandlersUseIt) {
  const RedisServer server;
  TestClient client(service, TestClientOptions{.config = "redis: {server: '" + server.address() + "'}"});
  EXPECT_EQ(client.post("/visits", "", "text/plain").body(), "1");
  EXPECT_EQ(client.post("/visits", "", "text/plain").body(), "2");
}

TEST_F(RedisPackage, WhatIsNotThereIsA503ThatNamesIt) {
  TestClient client(service, TestClientOptions{.config = "redis: {server: 'unix:/nowhere/redis.sock'}"});
  const TestResponse response = client.post("/visits", "", "text/plain");
  EXPECT_EQ(response.status(), 503);
  EXPECT_THAT(std::string(response.body()), HasSubstr("\"dependency\":\"redis\""));
  EXPECT_THAT(std::string(response.body()), ::testing::Not(HasSubstr("nowhere")));
  EXPECT_THAT(client.log_lines(), Contains(HasSubstr("/nowhere/redis.sock")));
}

TEST_F(RedisPackage, ASlowCommandIsLoggedWithoutItsValues) {
  const RedisServer server({"--enable-debug-command", "yes"});
  TestClient client(service, TestClientOptions{.config = "redis: {server: '" + server.address() + "', slow_command: 10ms}"});
  static_cast<void>(client.post("/slow", "", "text/plain"));
  EXPECT_THAT(client.log_lines(), Contains(HasSubstr("slow redis command")));
  EXPECT_THAT(client.log_lines(), Contains(HasSubstr("DEBUG")));
  EXPECT_THAT(client.log_lines(), ::testing::Not(Contains(HasSubstr("0.0234"))));
}

TEST_F(RedisPackage, SettingsAreChecked) {
  EXPECT_THAT(refusal("connections: 65"), HasSubstr("redis.connections"));
  EXPECT_THAT(refusal("call_timout: 1s"), HasSubstr("call_timeout"));
  EXPECT_THAT(refusal("server: nonsense"), HasSubstr("error[redis-server]"));
  EXPECT_THAT(refusal("protocol: 4"), HasSubstr("redis.protocol"));
  EXPECT_THAT(refusal("tls: 'on'"), HasSubstr("redis.tls"));
  EXPECT_THAT(refusal("tls: verified, tls_ca: /nowhere/ca.pem"), HasSubstr(":1:32: error[tls-file]"));
  EXPECT_THAT(refusal("client_name: 'a b'"), HasSubstr("error[redis-client-name]"));
}

}  // namespace
}  // namespace saki
