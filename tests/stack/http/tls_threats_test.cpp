// SPDX-License-Identifier: Apache-2.0
//
// What attacks a server over TLS, or goes wrong there, as a connection of HTTP sees it: one test for each.
#include <gmock/gmock.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "net/socket_io.h"
#include "stack/http/wire_bench.h"
#include "stack/http/wire_service.h"
#include "stack/tls/session_pair.h"

namespace saki::http {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view kHello = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n";

Limits few_handshakes() {
  Limits limits;
  limits.tls_handshakes = 2;
  return limits;
}

class TlsThreats : public testing::Test {
 protected:
  TlsThreats() { bench_.encrypt(); }
  ~TlsThreats() override { service_.close(); }

  [[nodiscard]] const HttpCounters& counters() { return bench_.worker().counters; }

  WireService service_;
  WireBench bench_{service_, few_handshakes()};
};

TEST_F(TlsThreats, RequestsAreAnsweredOneAfterTheOther) {
  WireBench::Client client = bench_.connect();
  client.send(kHello);
  EXPECT_THAT(std::string(client.receive()), AllOf(StartsWith("HTTP/1.1 200"), EndsWith("Hello, World!")));
  client.send(std::string(kHello) + std::string(kHello));
  EXPECT_EQ(client.receive().size() % 3, 0U) << "three alike";
  EXPECT_EQ(counters().requests, 3U);
  EXPECT_EQ(counters().tls_handshakes, 1U);
}

// More than a session's block holds, in records that the kernel has given away with the first of them: no readiness tells of the rest.
TEST_F(TlsThreats, WhatIsHeldAlreadyIsServedThoughNothingMoreComes) {
  WireBench::Client client = bench_.connect();
  std::string many;
  for (int count = 0; count < 1000; ++count) many += kHello;
  client.send(many);
  static_cast<void>(client.receive());
  EXPECT_EQ(counters().requests, 1000U);
  EXPECT_EQ(bench_.held_blocks(), 0U);
}

TEST_F(TlsThreats, PlainHttpIsToldWhereItIs) {
  WireBench::Client client = bench_.connect_raw();
  client.send(kHello);
  EXPECT_THAT(std::string(client.receive()), AllOf(StartsWith("HTTP/1.1 400 "), HasSubstr("Connection: close"), HasSubstr("https://")));
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(counters().refused(Refusal::PlainHttp), 1U);
  client.close();
  EXPECT_EQ(bench_.connections(), 0U);
}

TEST_F(TlsThreats, AHandshakeThatIsNeverDoneIsBrokenOffInTime) {
  WireBench::Client silent = bench_.connect_raw();
  bench_.advance(9'999ms);
  EXPECT_EQ(bench_.connections(), 1U);
  bench_.advance(2ms);
  EXPECT_EQ(bench_.connections(), 0U);
  EXPECT_EQ(counters().tls_handshake_timeouts, 1U);
  EXPECT_EQ(counters().idle_timeouts, 0U);
}

TEST_F(TlsThreats, ARequestHasItsOwnTimeBehindTheHandshake) {
  WireBench::Client client = bench_.connect_raw();
  bench_.advance(9s);
  ASSERT_TRUE(client.start_tls(TestTls::usual()));
  bench_.advance(9s);
  EXPECT_EQ(bench_.connections(), 1U);
  bench_.advance(2s);
  EXPECT_EQ(client.receive(), "");
  EXPECT_TRUE(client.ended()) << "and it was told so";
  EXPECT_EQ(counters().idle_timeouts, 1U);
}

TEST_F(TlsThreats, TooManyHandshakesAtOnceBreakOffTheOldest) {
  WireBench::Client first = bench_.connect_raw();
  WireBench::Client second = bench_.connect_raw();
  WireBench::Client third = bench_.connect_raw();
  EXPECT_EQ(bench_.connections(), 2U);
  EXPECT_EQ(counters().tls_handshakes_displaced, 1U);
  EXPECT_FALSE(first.start_tls(TestTls::usual()));
  EXPECT_TRUE(second.start_tls(TestTls::usual()));
  EXPECT_TRUE(third.start_tls(TestTls::usual()));
  WireBench::Client fourth = bench_.connect();
  WireBench::Client fifth = bench_.connect();
  EXPECT_EQ(bench_.connections(), 4U) << "those that are done do not count";
}

// A worker with plain and encrypted connections, whose turns are counted.
class TlsCrowds : public testing::Test {
 protected:
  static constexpr int kStrangers = 200;  // More than the kernel tells of at once.

  TlsCrowds() : plain_(bench_.connect()) { bench_.encrypt(); }
  ~TlsCrowds() override { service_.close(); }

  // One turn, in which the plain connection asks and is answered.
  void turn() {
    ASSERT_EQ(::send(plain_.descriptor(), kHello.data(), kHello.size(), 0), static_cast<ssize_t>(kHello.size()));
    bench_.loop().run_once(0s);
    std::array<char, 1000> answer;
    EXPECT_GT(::recv(plain_.descriptor(), answer.data(), answer.size(), MSG_DONTWAIT), 0);
  }

  WireService service_;
  WireBench bench_{service_};
  WireBench::Client plain_;
};

TEST_F(TlsCrowds, DelayOthersByOneStepOfAHandshake) {
  std::vector<WireBench::Client> strangers;
  for (int count = 0; count < kStrangers; ++count) strangers.push_back(bench_.connect_raw());
  for (WireBench::Client& stranger : strangers) stranger.greet(TestTls::usual());
  const auto met = [&] { return std::ranges::count_if(strangers, [](const auto& each) { return socket_has_unread(each.descriptor()); }); };
  for (int count = 0; count < 2; ++count) bench_.loop().run_once(0s);  // The kernel has told of all of them.
  for (auto before = met(); before < 20; ++before) {
    turn();
    EXPECT_EQ(met(), before + 1) << "each turn does one";
  }
  for (int count = 0; count < kStrangers; ++count) bench_.loop().run_once(0s);
  EXPECT_EQ(met(), kStrangers);
  EXPECT_TRUE(strangers.front().finish_tls() && strangers.back().finish_tls());
}

TEST_F(TlsCrowds, ThatAreAcceptedTogetherBeginOneInEachTurn) {
  const TestTls& tls = TestTls::usual();
  std::vector<FileDescriptor> sockets;
  std::vector<std::unique_ptr<TlsTransport>> clients;
  for (int count = 0; count < kStrangers; ++count) {
    std::array<int, 2> ends;
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()), 0);
    sockets.emplace_back(ends[1]);
    clients.push_back(std::make_unique<TlsTransport>(*tls.client, TestTls::kHost));
    static_cast<void>(clients.back()->shake_hands(ends[1]));
    bench_.worker().connections.serve_tls(bench_.worker().next_connection_id(), FileDescriptor(ends[0]));
  }
  EXPECT_EQ(bench_.connections(), 1U + kStrangers) << "who waits counts";
  EXPECT_TRUE(bench_.worker().connections.crowded());
  const HttpCounters& counters = bench_.worker().counters;
  for (int count = 0; count < 20; ++count) {
    const std::uint64_t before = counters.connections;
    turn();
    EXPECT_LE(counters.connections, before + 1);
  }
  for (int count = 0; count < 3 * kStrangers; ++count) {
    bench_.loop().run_once(0s);
    for (std::size_t index = 0; index < clients.size(); ++index) static_cast<void>(clients[index]->shake_hands(sockets[index].get()));
  }
  EXPECT_EQ(counters.tls_handshakes, static_cast<std::uint64_t>(kStrangers));
  EXPECT_FALSE(bench_.worker().connections.crowded());
}

TEST_F(TlsCrowds, AreGoneWithTheirWorker) {
  for (int count = 0; count < 3; ++count) {
    std::array<int, 2> ends;
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()), 0);
    const FileDescriptor other(ends[1]);
    bench_.worker().connections.serve_tls(bench_.worker().next_connection_id(), FileDescriptor(ends[0]));
  }
  bench_.cancel_all();
  bench_.settle();
  EXPECT_EQ(bench_.connections(), 0U);
}

// What comes of a greeting while its beginning waits is neither told of in every turn nor lost.
TEST_F(TlsCrowds, GreetingsThatComeInPartsAreReadInTheirTurn) {
  SessionPair greeting;
  static_cast<void>(greeting.client.shake_hands(greeting.of_client));
  const std::string& bytes = greeting.to_server.bytes;
  WireBench::Client other = bench_.connect_raw();
  const WireBench::Client client = bench_.connect_raw();
  other.greet(TestTls::usual());
  ASSERT_EQ(::send(client.descriptor(), bytes.data(), 100, 0), 100);
  turn();
  ASSERT_EQ(::send(client.descriptor(), bytes.data() + 100, bytes.size() - 100, 0), static_cast<ssize_t>(bytes.size() - 100));
  for (int count = 0; count < 3; ++count) turn();
  EXPECT_TRUE(socket_has_unread(client.descriptor()));
  EXPECT_TRUE(other.finish_tls());
}

TEST_F(TlsThreats, AnIdleConnectionIsClosedWithAWord) {
  WireBench::Client client = bench_.connect();
  client.send(kHello);
  bench_.advance(61s);
  static_cast<void>(client.receive());
  EXPECT_TRUE(client.ended());
  EXPECT_FALSE(client.tls().session().fault());
}

TEST_F(TlsThreats, AConnectionThatIsCutOffIsCounted) {
  WireBench::Client client = bench_.connect();
  client.send(kHello);
  static_cast<void>(client.receive());
  client.close();
  EXPECT_EQ(bench_.connections(), 0U);
  EXPECT_EQ(counters().failed(TlsFault::CutOff), 1U);
}

TEST_F(TlsThreats, AConnectionThatEndsInOrderIsNoFault) {
  WireBench::Client client = bench_.connect();
  client.send(kHello);
  client.shut_send();
  EXPECT_EQ(bench_.connections(), 0U);
  for (const std::uint64_t count : counters().tls_faults) EXPECT_EQ(count, 0U);
}

TEST_F(TlsThreats, ContentThatIsCutOffIsNotTakenForWhole) {
  WireBench::Client client = bench_.connect();
  client.send("POST /collect HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhello");
  client.close();
  EXPECT_EQ(bench_.connections(), 0U);
  EXPECT_EQ(counters().failed(TlsFault::CutOff), 1U);
}

TEST_F(TlsThreats, GarbageEndsWithAnAlertAndIsCounted) {
  WireBench::Client client = bench_.connect_raw();
  client.send(std::string("\x16\x03\x01\x00\x05garbage", 12));
  EXPECT_THAT(std::string(client.receive()), StartsWith("\x15\x03"));
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(counters().failed(TlsFault::Handshake), 1U);
  EXPECT_EQ(bench_.connections(), 0U);
}

TEST_F(TlsThreats, WhoDrainsTellsIdleClientsAndWaitsForHandshakesAMoment) {
  WireBench::Client idle = bench_.connect();
  idle.send(kHello);
  WireBench::Client shaking = bench_.connect_raw();
  bench_.worker().drain();
  bench_.settle();
  static_cast<void>(idle.receive());
  EXPECT_TRUE(idle.ended());
  EXPECT_EQ(bench_.connections(), 1U);
  bench_.advance(3s);
  EXPECT_EQ(bench_.connections(), 0U);
}

// CVE-2025-23419 and its kin: what one host asks of a client is not to be had by a handshake with another.
TEST(TlsHostThreats, ARequestForAnotherHostThanTheHandshakesIsMisdirected) {
  const TestFolder folder;
  TlsOptions options;
  TlsHostOptions guarded;
  guarded.names = {"guarded.example"};
  guarded.identities = {MadeCertificate::make({.name = "guarded.example"}).write(folder.path(), "guarded")};
  options.hosts = {guarded};
  const TestTls tls = TestTls::make(options);
  WireService service;
  WireBench bench(service);
  bench.encrypt(tls);

  WireBench::Client client = bench.connect();
  client.send(kHello);
  EXPECT_THAT(std::string(client.receive()), StartsWith("HTTP/1.1 200 "));
  client.send("GET /hello HTTP/1.1\r\nHost: GUARDED.example:8443\r\n\r\n");
  EXPECT_THAT(std::string(client.receive()), HasSubstr("HTTP/1.1 421 "));
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(bench.worker().counters.refused(Refusal::MisdirectedHost), 1U);
  service.close();
}

}  // namespace
}  // namespace saki::http
