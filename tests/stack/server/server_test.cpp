// SPDX-License-Identifier: Apache-2.0
#include "saki/server/server.h"

#include <gmock/gmock.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "stack/server/blocking_client.h"
#include "stack/server/running_server.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

// Each way to accept; a shared acceptor needs two workers, or there is nobody to choose between.
class ServerTest : public testing::TestWithParam<AcceptMode> {
 protected:
  [[nodiscard]] static ServerOptions few_workers() {
    return {.listen = {at("127.0.0.1:0")}, .workers = GetParam() == AcceptMode::Shared ? 2U : 1U, .accept = {.mode = GetParam()}};
  }
};

INSTANTIATE_TEST_SUITE_P(Modes, ServerTest, testing::Values(AcceptMode::PerWorker, AcceptMode::Shared),
                         [](const auto& mode) { return mode.param == AcceptMode::Shared ? "Shared" : "PerWorker"; });

TEST_P(ServerTest, AnswersAndEndsInOrder) {
  RunningServer server(few_workers());
  EXPECT_THAT(BlockingClient::ask(server.address(), "/hello"), AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), EndsWith("\r\n\r\nhello")));
  EXPECT_EQ(server.end(), 0);
  const int workers = static_cast<int>(few_workers().workers);
  EXPECT_EQ(server.application().started, workers);
  EXPECT_EQ(server.application().stopped, workers);
}

TEST_P(ServerTest, ListensOnSeveralAddressesAndSaysWhere) {
  const std::string path = "/tmp/saki_server_test_" + std::to_string(::getpid()) + ".sock";
  ServerOptions options{.listen = {at("127.0.0.1:0"), at("[::1]:0"), at("unix:" + path)}, .workers = 2, .accept = {.mode = GetParam()}};
  {
    RunningServer server(std::move(options));
    EXPECT_THAT(server.lines(),
                ElementsAre("listening on http://127.0.0.1:" + std::to_string(server.address(0).port()),
                            "listening on http://[::1]:" + std::to_string(server.address(1).port()), "listening on unix:" + path));
    for (std::size_t i = 0; i < 3; ++i) EXPECT_THAT(BlockingClient::ask(server.address(i), "/hello"), EndsWith("hello"));
  }
  EXPECT_NE(::access(path.c_str(), F_OK), 0) << "the socket's file is still there";
}

TEST_P(ServerTest, EachWorkerAnswersSomeConnections) {
  ServerOptions options = few_workers();
  options.workers = 2;
  RunningServer server(std::move(options));
  bool answered[2] = {};
  for (int i = 0; i < 200 && !(answered[0] && answered[1]); ++i) {
    answered[BlockingClient::ask(server.address(), "/worker").back() - '0'] = true;
  }
  EXPECT_TRUE(answered[0] && answered[1]);
}

TEST_P(ServerTest, TwoServersLiveInOneProcess) {
  RunningServer first(few_workers());
  RunningServer second(few_workers());
  EXPECT_THAT(BlockingClient::ask(first.address(), "/hello"), EndsWith("hello"));
  EXPECT_THAT(BlockingClient::ask(second.address(), "/hello"), EndsWith("hello"));
}

TEST_P(ServerTest, APortInUseIsToldWithItsPlaceAndTheWayOut) {
  RunningServer server(few_workers());
  TestApplication application;
  Log log;
  Diagnostics diagnostics;
  ServerOptions options{.listen = {at(server.address().text())}, .workers = 1, .signals = ServerSignals::Ignore};
  EXPECT_EQ(Server::open(std::move(options), application, log, diagnostics), nullptr);
  EXPECT_THAT(diagnostics.text(),
              HasSubstr("test: error[cannot-listen]: cannot listen on " + server.address().text() + ": Address already in use"));
  EXPECT_THAT(diagnostics.text(), HasSubstr("ss -ltnp"));
}

TEST_P(ServerTest, AnAddressOfNobodyIsTold) {
  TestApplication application;
  Log log;
  Diagnostics diagnostics;
  ServerOptions options{.listen = {at("192.0.2.1:80"), at("unix:/nowhere/at.all")}, .workers = 1, .signals = ServerSignals::Ignore};
  EXPECT_EQ(Server::open(std::move(options), application, log, diagnostics), nullptr);
  EXPECT_EQ(diagnostics.list().size(), 2U);
}

TEST_P(ServerTest, AStaleUnixSocketIsReplaced) {
  const std::string path = "/tmp/saki_stale_test_" + std::to_string(::getpid()) + ".sock";
  const Address address = *Address::parse("unix:" + path);
  FileDescriptor stale(::socket(AF_UNIX, SOCK_STREAM, 0));
  ASSERT_EQ(::bind(stale.get(), address.kernel(), address.kernel_bytes()), 0);
  stale.close();

  ServerOptions options{.listen = {at("unix:" + path)}, .workers = 1};
  RunningServer server(std::move(options));
  EXPECT_THAT(BlockingClient::ask(server.address(), "/hello"), EndsWith("hello"));
}

TEST_P(ServerTest, DrainingLetsARequestEndAndSaysThatTheConnectionCloses) {
  ServerOptions options = few_workers();
  options.timeouts.linger = 10ms;  // The clients here do not close when they are told to.
  RunningServer server(std::move(options));
  BlockingClient busy(server.address());
  BlockingClient idle(server.address());
  idle.get("/hello");
  ASSERT_THAT(idle.receive_until("hello"), EndsWith("hello"));
  busy.get("/slow");
  while (server.application().requests < 2) std::this_thread::yield();

  server.server().stop();
  EXPECT_EQ(idle.receive_all(), "");
  EXPECT_THAT(busy.receive_all(), AllOf(HasSubstr("Connection: close\r\n"), EndsWith("slow")));
  EXPECT_EQ(server.end(), 0);
}

// The worker is at its limit, so that connections wait in the kernel when the server is told to stop.
TEST_P(ServerTest, DrainingAnswersWhoHadConnectedAlready) {
  ServerOptions options = few_workers();
  options.limits.connections = 1;
  options.accept.over_capacity = OverCapacity::Wait;
  options.timeouts.linger = 20s;  // So long the one request that comes late is waited for.
  RunningServer server(std::move(options));
  BlockingClient first(server.address());
  first.get("/slow");
  while (server.application().requests < 1) std::this_thread::yield();
  std::vector<std::unique_ptr<BlockingClient>> waiting;
  for (int i = 0; i < 20; ++i) {
    waiting.push_back(std::make_unique<BlockingClient>(server.address()));
    if (i > 0) waiting.back()->get("/hello");
  }

  server.server().stop();
  waiting.front()->get("/hello");  // Its request comes late, its connection did not.
  for (const auto& client : waiting)
    EXPECT_THAT(client->receive_until("hello"), AllOf(HasSubstr("Connection: close\r\n"), EndsWith("hello")));
  EXPECT_THAT(first.receive_until("slow"), EndsWith("slow"));
}

// Lets the server's threads go on: what a test looks for happens only then, and its end does not depend on it. Bounded twice, since a
// busy machine may take seconds to give way a thousand times.
void give_way() {
  const auto enough = std::chrono::steady_clock::now() + 5ms;
  for (int i = 0; i < 1000 && std::chrono::steady_clock::now() < enough; ++i) std::this_thread::yield();
}

// The worker is held twice, so that in one turn of its loop it accepts a connection, ends its last other one, and is told to drain.
TEST_P(ServerTest, DrainingAnswersWhoeverIsJustBeingAccepted) {
  ServerOptions options = few_workers();
  options.timeouts.linger = 1min;  // So long a request is waited for.
  options.drain_timeout = 1min;
  for (int round = 0; round < 10; ++round) {
    RunningServer server(options);
    BlockingClient second(server.address());
    BlockingClient first(server.address());
    first.get("/hold", "Connection: close\r\n");
    while (server.application().requests < 1) std::this_thread::yield();
    BlockingClient client(server.address());
    second.get("/hold", "Connection: close\r\n");
    server.application().let_go = 1;
    while (server.application().requests < 2) std::this_thread::yield();
    server.server().stop();
    give_way();
    server.application().let_go = 2;
    ASSERT_THAT(second.receive_all(), EndsWith("hello"));
    give_way();
    client.get("/hello");  // Its request comes late, its connection did not.
    ASSERT_THAT(client.receive_until("hello"), EndsWith("hello")) << "in round " << round;
  }
}

TEST_P(ServerTest, DrainingDoesNotWaitLongForAClientThatSaysNothing) {
  ServerOptions options = few_workers();
  options.timeouts.linger = 10ms;
  RunningServer server(std::move(options));
  BlockingClient silent(server.address());
  EXPECT_THAT(BlockingClient::ask(server.address(), "/hello"), EndsWith("hello"));  // By now both were accepted.
  server.server().stop();
  EXPECT_EQ(silent.receive_all(), "");
}

TEST_P(ServerTest, WhatDoesNotEndInTimeIsCancelled) {
  TestApplication application;
  ServerOptions options = few_workers();
  options.drain_timeout = 50ms;
  RunningServer server(std::move(options), &application);
  BlockingClient client(server.address());
  client.get("/hang");
  while (application.requests < 1) std::this_thread::yield();

  EXPECT_EQ(server.end(), 0);
  EXPECT_EQ(application.cancelled, 1);
  EXPECT_EQ(application.stopped, static_cast<int>(few_workers().workers));
}

TEST_P(ServerTest, WhoHasNotSaidForWhomItSpeaksIsLeftBehindAtTheEnd) {
  ServerOptions options = few_workers();
  options.drain_timeout = 50ms;
  options.proxy.header_everywhere = true;
  options.proxy.trusted.networks = {*Network::parse("127.0.0.0/8")};
  RunningServer server(std::move(options));
  const BlockingClient silent(server.address());
  BlockingClient heard(server.address());
  heard.send("PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\nGET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(heard.receive_until("hello"), EndsWith("hello"));  // By now both were accepted.
  EXPECT_EQ(server.end(), 0);
}

TEST_P(ServerTest, AWorkerThatDoesNotStartEndsTheServer) {
  TestApplication application;
  application.refuse_to_start = true;
  Log log;
  Diagnostics diagnostics;
  ServerOptions options = few_workers();
  options.signals = ServerSignals::Ignore;
  const auto server = Server::open(std::move(options), application, log, diagnostics);
  ASSERT_NE(server, nullptr);
  EXPECT_EQ(server->run(), 1);
}

// The thread that opened the server is sent signals by another one.
int run_with_signals(ServerOptions options, const std::function<void(const Address&, TestApplication&)>& meanwhile) {
  TestApplication application;
  Log log;
  Diagnostics diagnostics;
  std::atomic<bool> listening = false;
  options.announce = [&](std::string_view) {
    listening = true;
    listening.notify_all();
  };
  const auto server = Server::open(std::move(options), application, log, diagnostics);
  EXPECT_NE(server, nullptr) << diagnostics.text();
  std::thread other([&] {
    listening.wait(false);
    meanwhile(server->listening().front(), application);
  });
  const int status = server->run();
  other.join();
  return status;
}

TEST_P(ServerTest, SigtermAndSigintEndItInOrder) {
  for (const int signal : {SIGTERM, SIGINT}) {
    EXPECT_EQ(run_with_signals(few_workers(),
                               [&](const Address& address, TestApplication&) {
                                 EXPECT_THAT(BlockingClient::ask(address, "/hello"), EndsWith("hello"));
                                 ::kill(::getpid(), signal);
                               }),
              0);
  }
}

void await_refusal(const Address& address) {
  try {
    for (;;) BlockingClient probe(address);
  } catch (const std::system_error&) {
  }
}

TEST_P(ServerTest, ASecondSigintStopsAtOnce) {
  const int status = run_with_signals(few_workers(), [&](const Address& address, TestApplication& application) {
    BlockingClient client(address);
    client.get("/hang");
    while (application.requests < 1) std::this_thread::yield();
    ::kill(::getpid(), SIGINT);
    await_refusal(address);  // The first signal was heard.
    ::kill(::getpid(), SIGINT);
    EXPECT_THROW(static_cast<void>(client.receive_all()), std::system_error) << "cut off";
  });
  EXPECT_EQ(status, 130);
}

TEST_P(ServerTest, ARefusalIsNotLostToWhatTheClientGoesOnSending) {
  RunningServer server(few_workers());
  BlockingClient client(server.address());
  client.send("GET / HTTP/1.1\r\nno colon here\r\n\r\n" + std::string(100'000, 'x'));
  EXPECT_THAT(client.receive_all(), AllOf(StartsWith("HTTP/1.1 400 Bad Request\r\n"), EndsWith("}")));
}

TEST_P(ServerTest, AtTheConnectionLimitOthersWaitForTheirTurn) {
  ServerOptions options = few_workers();
  options.limits.connections = 2;
  options.accept.over_capacity = OverCapacity::Wait;
  RunningServer server(std::move(options));
  auto first = std::make_unique<BlockingClient>(server.address());
  BlockingClient second(server.address());
  for (BlockingClient* client : {first.get(), &second}) {
    client->get("/hello");
    ASSERT_THAT(client->receive_until("hello"), EndsWith("hello"));
  }
  BlockingClient third(server.address());
  third.get("/hello");
  second.get("/hello");
  ASSERT_THAT(second.receive_until("hello"), EndsWith("hello"));
  EXPECT_EQ(server.application().requests, 3);

  first.reset();
  EXPECT_THAT(third.receive_until("hello"), EndsWith("hello"));
}

}  // namespace
}  // namespace saki
