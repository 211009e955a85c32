// SPDX-License-Identifier: Apache-2.0
//
// TLS to the server: its certificate is checked, against the authorities and for the host, before a word is said to it.
#include "redis_test.h"
#include "support/kept_port.h"
#include "support/made_identities.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;

// How a server is started that listens with TLS, and for nobody who comes without.
std::vector<std::string> encrypted_on(const KeptPort& port, const std::string& certificate, const std::string& asks_clients) {
  const MadeIdentities& made = MadeIdentities::shared();
  return {"--bind",
          "127.0.0.1",
          "--tls-port",
          port.text(),
          "--tls-cert-file",
          made.file(certificate + ".pem"),
          "--tls-key-file",
          made.file(certificate + ".key"),
          "--tls-ca-cert-file",
          made.file("ca.pem"),
          "--tls-auth-clients",
          asks_clients};
}

class RedisOverTls : public RedisLoopTest {
 public:
  RedisOverTls() {
    options.server = "127.0.0.1:" + port.text();
    options.tls = RedisTls::Verified;
    options.tls_ca = MadeIdentities::shared().file("ca.pem");
  }
  [[nodiscard]] std::vector<std::string> encrypted(const std::string& certificate = "server",
                                                   const std::string& asks_clients = "no") const {
    return encrypted_on(port, certificate, asks_clients);
  }
  // Why there is no connection.
  std::string failure() {
    open();
    turn_until([&] { return value("redis_connections_failed_total") > 0; });
    EXPECT_EQ(value("redis_connections_made_total"), 0);
    const std::string reason = client.health().reason();
    close();
    return reason;
  }
  void expect_served() {
    open();
    ask([](Redis& redis) -> Task<> { EXPECT_EQ(co_await redis.command<std::string>("PING", "here"), "here"); });
    close();
  }

  KeptPort port;
};

Task<> ask_much(Redis& redis) {
  const std::string large(1'000'000, 'x');
  co_await redis.set("large", large);
  const auto read = co_await redis.get("large");
  EXPECT_EQ(read, large);
  RedisBatch batch = redis.batch();
  for (int number = 0; number < 1'000; ++number) batch.add("INCR", "count");
  const auto replies = co_await batch.send();
  EXPECT_EQ(replies.back().integer(), 1'000);
  auto own = co_await redis.exclusive();
  const auto count = co_await own.get("count");
  EXPECT_EQ(count, "1000");
}

Task<> hear(Redis& redis) {
  RedisSubscription news = redis.subscribe("news");
  co_await news.ready();
  co_await redis.publish("news", "hello");
  const RedisMessage message = co_await news.next();
  EXPECT_EQ(message.text, "hello");
}

TEST_F(RedisOverTls, CommandsAndSubscriptionsGoEncrypted) {
  const RedisServer server(encrypted());
  open();
  ask(&ask_much);
  ask(&hear);
}

TEST_F(RedisOverTls, ANameIsWhatTheCertificateIsFor) {
  const RedisServer server(encrypted());
  options.server = "localhost:" + port.text();
  expect_served();
}

TEST_F(RedisOverTls, AServerThatWasKilledIsBack) {
  RedisServer server(encrypted());
  open();
  ask([](Redis& redis) -> Task<> { co_await redis.ping(); });
  server.kill();
  turn_until([&] { return !client.health().good(); });
  server.start();
  ask([](Redis& redis) -> Task<> { co_await redis.idempotent().ping(); });
}

TEST_F(RedisOverTls, AnUnknownAuthorityIsRefused) {
  const RedisServer server(encrypted());
  options.tls_ca = MadeIdentities::shared().file("stranger.pem");
  EXPECT_THAT(failure(), AllOf(HasSubstr("(redis.tls)"), HasSubstr("not to be trusted"), HasSubstr("self-signed certificate")));
  options.tls_ca = "";  // Those of the system do not know it either.
  EXPECT_THAT(failure(), HasSubstr("not to be trusted"));
  options.tls = RedisTls::Unverified;
  expect_served();
}

TEST_F(RedisOverTls, ACertificateForAnotherHostIsRefused) {
  const RedisServer server(encrypted("elsewhere"));
  EXPECT_THAT(failure(), AllOf(HasSubstr("127.0.0.1:" + port.text()), HasSubstr("(redis.tls)"), HasSubstr("IP address mismatch")));
  options.server = "localhost:" + port.text();
  EXPECT_THAT(failure(), HasSubstr("hostname mismatch"));
}

TEST_F(RedisOverTls, AServerWithoutTlsIsToldNothingInClear) {
  const RedisServer server({"--bind", "127.0.0.1", "--port", port.text()});
  options.password = Secret("secret-word");
  options.connect_timeout = 200ms;
  EXPECT_THAT(failure(), HasSubstr("(redis.tls)"));
  EXPECT_EQ(server.ask("INFO commandstats").find("cmdstat_auth"), std::string::npos);
}

TEST_F(RedisOverTls, AServerThatKeepsSilentIsLeftInTime) {
  RedisServer server(encrypted());
  server.pause();
  options.connect_timeout = 50ms;
  EXPECT_THAT(failure(), AllOf(HasSubstr("(redis.tls)"), HasSubstr("timed out")));
  server.resume();
}

TEST_F(RedisOverTls, AServerThatWantsACertificateIsShownOne) {
  const RedisServer server(encrypted("server", "yes"));
  EXPECT_THAT(failure(), HasSubstr("redis.tls_cert"));
  options.tls_cert = MadeIdentities::shared().file("client.pem");
  options.tls_key = MadeIdentities::shared().file("client.key");
  expect_served();
}

TEST_F(RedisOverTls, WhatCannotBeIsToldAtStartWithItsPlace) {
  const auto told = [this] { return client.open(options).text(); };
  options.tls_ca = "/nowhere/ca.pem";
  EXPECT_THAT(told(), AllOf(HasSubstr("redis.tls_ca: error["), HasSubstr("/nowhere/ca.pem")));
  options.tls = RedisTls::Off;
  EXPECT_THAT(told(), HasSubstr("redis.tls_ca: error[redis-tls]"));
  options.tls_ca = "";
  options.tls_cert = MadeIdentities::shared().file("client.pem");
  EXPECT_THAT(told(), HasSubstr("redis.tls_cert: error[redis-tls]"));
  options.tls = RedisTls::Verified;
  options.tls_key = MadeIdentities::shared().file("server.key");
  EXPECT_THAT(told(), AllOf(HasSubstr("redis.tls_cert: error["), HasSubstr("server.key")));
  options.tls_cert = "";
  EXPECT_THAT(told(), HasSubstr("redis.tls_key: error[redis-tls]"));
  options.tls_key = "";
  options.server = "unix:/run/redis.sock";
  EXPECT_THAT(told(), HasSubstr("redis.tls: error[redis-tls]"));
}

}  // namespace
}  // namespace saki
