// SPDX-License-Identifier: Apache-2.0
//
// What answers and is no database, or breaks off: an error in time, and nothing left behind. And a login that no MariaDB server offers.
#include <openssl/sha.h>

#include <array>
#include <atomic>
#include <thread>

#include "fake_server.h"
#include "mysql_test.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

constexpr std::string_view kOk("\x00\x00\x00\x02\x00\x00\x00", 7);
const std::string kNonce = "abcdefghijklmnopqrst";

// A MySQL 8 server's first packet.
std::string greeting() {
  using namespace std::string_literals;
  std::string packet =
      "\x0a"
      "8.0.36\0"s;
  packet += "\x07\0\0\0"s + kNonce.substr(0, 8) + "\0"s;
  packet += "\xff\xf7\x2d\x02\0\xff\x81\x15"s + std::string(10, '\0') + kNonce.substr(8) + "\0"s + "caching_sha2_password\0"s;
  packet[packet.find("\xff\xf7") + 1] = '\xf7' & ~'\x08';  // No TLS.
  return packet;
}

std::string sha256(const std::string& text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return {digest.begin(), digest.end()};
}

std::string scramble(const std::string& password) {
  std::string proof = sha256(password);
  const std::string mask = sha256(sha256(proof) + kNonce);
  for (std::size_t i = 0; i < proof.size(); ++i) proof[i] = static_cast<char>(proof[i] ^ mask[i]);
  return proof;
}

class MysqlAgainst : public MysqlTest {
 public:
  // What a call is told by a server that behaves like `serve`.
  std::string told_by(std::function<void(FakeSession&)> serve, std::chrono::milliseconds connect_timeout = 20s) {
    const FakeServer fake(std::move(serve));
    options.port = fake.port();
    options.start_timeout = 0ms;
    options.connect_timeout = connect_timeout;
    options.cancel_timeout = 100ms;
    open();
    std::string told;
    scope.spawn(
        [](Mysql& db, std::string& text) -> Task<> {
          const auto outcome = co_await db.within(2s).try_execute("do 1");
          text = outcome ? "done" : outcome.error().text();
        },
        std::ref(database), std::ref(told));
    finish();
    close();
    return told;
  }
};

TEST_F(MysqlAgainst, SilenceIsLeftInTime) {
  EXPECT_THAT(told_by([](FakeSession& session) { session.wait_for_end(); }, 200ms), HasSubstr("connect_timeout"));
}

TEST_F(MysqlAgainst, AnEndIsTold) {
  EXPECT_THAT(told_by([](FakeSession&) {}), HasSubstr("no connection to 127.0.0.1:"));
}

TEST_F(MysqlAgainst, GarbageIsNoGreeting) {
  EXPECT_THAT(told_by([](FakeSession& session) { session.send_raw("HTTP/1.1 400 Bad Request\r\n\r\n"); }), HasSubstr("no connection to"));
  EXPECT_THAT(told_by([](FakeSession& session) { session.send_raw(std::string(100'000, '\xff')); }), HasSubstr("no connection to"));
}

TEST_F(MysqlAgainst, AGreetingCutAnywhereIsNone) {
  const std::string whole = greeting();
  for (std::size_t size = 0; size < whole.size(); size += 3) {
    EXPECT_THAT(told_by([&](FakeSession& session) { session.send(whole.substr(0, size)); }), HasSubstr("no connection to")) << size;
  }
}

TEST_F(MysqlAgainst, SilenceAfterTheLoginIsBrokenByTheCallsLimit) {
  const auto told = told_by([](FakeSession& session) {
    session.send(greeting());
    static_cast<void>(session.receive());
    session.send("\x01\x03");
    session.send(std::string(kOk));
    static_cast<void>(session.receive());  // How a session begins.
    session.send(std::string(kOk));
    session.wait_for_end();
  });
  EXPECT_THAT(told, HasSubstr("did not answer within 2 s"));
}

TEST_F(MysqlAgainst, ALoginByCachingSha2IsKnown) {
  std::string proof;
  const auto told = told_by([&proof](FakeSession& session) {
    session.send(greeting());
    const std::string login = session.receive();
    if (login.find(scramble("secret")) != std::string::npos) proof = "right";
    session.send("\x01\x03");  // The server has the password in its cache.
    session.send(std::string(kOk));
    static_cast<void>(session.receive());
    session.send(std::string(kOk));
    static_cast<void>(session.receive());
    using namespace std::string_literals;
    session.send("\xff\x28\x04#42000no such thing"s);
    session.wait_for_end();
  });
  EXPECT_EQ(proof, "right");
  EXPECT_EQ(told, "no such thing");
}

// All it will say lies there before the client reads for the first time, which then has waited for nothing but to write.
TEST_F(MysqlAgainst, WhoAnswersAtOnceIsNotTakenForOneThatLeaves) {
  std::atomic<int> greeted = 0;
  const FakeServer fake([&greeted](FakeSession& session) {
    session.send(greeting());
    session.answer_ahead(1);
    session.send("\x01\x03");
    session.send(std::string(kOk));
    session.answer_ahead(0);
    session.send(std::string(kOk));
    ++greeted;
    session.wait_for_end();
  });
  options.port = fake.port();
  options.start_timeout = 0ms;
  open();
  while (greeted == 0) std::this_thread::yield();
  turn_until([&] { return measured("mysql_idle_connections") == 1; });
  turn_for(50ms);
  EXPECT_EQ(measured("mysql_connects_total"), 1);
  EXPECT_EQ(measured("mysql_idle_connections"), 1);
  EXPECT_EQ(greeted, 1);
  close();
}

}  // namespace
}  // namespace saki
