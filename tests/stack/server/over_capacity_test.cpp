// SPDX-License-Identifier: Apache-2.0
//
// What a server does with more connections than it may hold, or has descriptors for, in both ways to accept.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <system_error>

#include "stack/server/blocking_client.h"
#include "stack/server/running_server.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

const auto kIsRefusal = AllOf(StartsWith("HTTP/1.1 503 Service Unavailable\r\n"), HasSubstr("\r\nRetry-After: 7\r\n"),
                              HasSubstr("\r\nConnection: close\r\n"), EndsWith("\"detail\":\"there are too many connections\"}"));

// Until `condition` holds, or long enough to be sure that it will not.
bool eventually(const auto& condition) {
  const auto deadline = std::chrono::steady_clock::now() + 10s;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::yield();
  }
  return true;
}

class OverCapacityTest : public testing::TestWithParam<AcceptMode> {
 protected:
  [[nodiscard]] static ServerOptions two_workers(OverCapacity policy = OverCapacity::Answer) {
    AcceptOptions accept{.mode = GetParam(), .over_capacity = policy, .retry_after = 7s};
    return {.listen = {at("127.0.0.1:0")}, .workers = 2, .accept = accept};
  }
  [[nodiscard]] static std::unique_ptr<BlockingClient> held(const RunningServer& server, const Address& from = {}) {
    auto client = std::make_unique<BlockingClient>(server.address(), from);
    client->get("/hello");
    EXPECT_THAT(client->receive_until("hello"), EndsWith("hello"));
    return client;
  }
  // How a connection of which nothing is said ends: the reset may overtake even connect(2).
  [[nodiscard]] static std::error_code end_of_connection(const Address& address) {
    try {
      static_cast<void>(BlockingClient(address).receive_all());
    } catch (const std::system_error& error) {
      return error.code();
    }
    return {};
  }
  [[nodiscard]] static bool holds(RunningServer& server, std::uint64_t count) {
    return eventually([&] { return server.server().connections().held == count; });
  }
};

INSTANTIATE_TEST_SUITE_P(Modes, OverCapacityTest, testing::Values(AcceptMode::PerWorker, AcceptMode::Shared),
                         [](const auto& mode) { return mode.param == AcceptMode::Shared ? "Shared" : "PerWorker"; });

TEST_P(OverCapacityTest, AtTheLimitOthersAreAnswered503AndServedOnceThereIsAPlace) {
  ServerOptions options = two_workers();
  options.limits.connections = 2;
  RunningServer server(std::move(options));
  auto first = held(server);
  const auto second = held(server);
  EXPECT_THAT(BlockingClient::ask(server.address(), "/hello"), kIsRefusal);
  EXPECT_EQ(server.server().connections().refused_at_limit, 1U);
  EXPECT_EQ(server.application().requests, 2);

  first.reset();
  ASSERT_TRUE(holds(server, 1));
  EXPECT_THAT(BlockingClient::ask(server.address(), "/hello"), EndsWith("hello"));
}

TEST_P(OverCapacityTest, AtTheLimitOthersAreResetWhereThatIsThePolicy) {
  ServerOptions options = two_workers(OverCapacity::Refuse);
  options.limits.connections = 1;
  RunningServer server(std::move(options));
  auto first = held(server);
  EXPECT_EQ(end_of_connection(server.address()), std::errc::connection_reset);

  first.reset();
  ASSERT_TRUE(holds(server, 0));
  EXPECT_THAT(BlockingClient::ask(server.address(), "/hello"), EndsWith("hello"));
}

TEST_P(OverCapacityTest, AtTheLimitOthersWaitWhereThatIsThePolicy) {
  ServerOptions options = two_workers(OverCapacity::Wait);
  options.limits.connections = 2;
  RunningServer server(std::move(options));
  std::vector<std::unique_ptr<BlockingClient>> inside;
  for (int i = 0; i < 2; ++i) inside.push_back(held(server));
  std::vector<std::unique_ptr<BlockingClient>> outside;
  for (int i = 0; i < 10; ++i) {
    outside.push_back(std::make_unique<BlockingClient>(server.address()));
    outside.back()->get("/hello", "Connection: close\r\n");
  }
  inside.front()->get("/hello");
  ASSERT_THAT(inside.front()->receive_until("hello"), EndsWith("hello"));
  EXPECT_EQ(server.application().requests, 3);

  inside.clear();
  for (const auto& client : outside) EXPECT_THAT(client->receive_all(), EndsWith("hello"));
  EXPECT_EQ(server.server().connections().refused_at_limit, 0U);
}

TEST_P(OverCapacityTest, ARefusalIsNotLostToWhatTheClientSends) {
  ServerOptions options = two_workers();
  options.limits.connections = 1;
  RunningServer server(std::move(options));
  const auto first = held(server);
  BlockingClient second(server.address());
  second.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 30000\r\n\r\n" + std::string(30'000, 'x'));
  EXPECT_THAT(second.receive_all(), kIsRefusal);
}

TEST_P(OverCapacityTest, ACrowdIsRefusedAtOnceAndLeavesNothingBehind) {
  ServerOptions options = two_workers();
  options.limits.connections = 1;
  options.timeouts.linger = 10ms;
  RunningServer server(std::move(options));
  const auto first = held(server);
  std::vector<std::unique_ptr<BlockingClient>> crowd;
  for (int i = 0; i < 100; ++i) crowd.push_back(std::make_unique<BlockingClient>(server.address()));
  for (const auto& client : crowd) EXPECT_THAT(client->receive_all(), kIsRefusal);
  EXPECT_EQ(server.server().connections().refused_at_limit, 100U);
  EXPECT_EQ(server.server().connections().held, 1U);
  first->get("/hello");
  EXPECT_THAT(first->receive_until("hello"), EndsWith("hello"));
}

TEST_P(OverCapacityTest, OneAddressHoldsNoMoreThanItsLimitHoweverItsConnectionsEnd) {
  ServerOptions options = two_workers();
  options.limits.connections_per_address = 4;
  RunningServer server(std::move(options));
  const Address same = *Address::parse("127.0.0.2:0");
  for (int round = 0; round < 3; ++round) {
    std::vector<std::unique_ptr<BlockingClient>> clients;
    for (int i = 0; i < 4; ++i) clients.push_back(held(server, same));
    BlockingClient refused(server.address(), same);
    EXPECT_THAT(refused.receive_all(), kIsRefusal);
    EXPECT_THAT(BlockingClient::ask(server.address(), "/hello"), EndsWith("hello")) << "another address";

    clients[0]->reset();
    clients[1]->half_close();
    clients[2]->send("no request\r\n\r\n");
    EXPECT_THAT(clients[2]->receive_all(), StartsWith("HTTP/1.1 400 "));
    clients.clear();
    ASSERT_TRUE(holds(server, 0));
  }
  EXPECT_EQ(server.server().connections().refused_by_address, 3U);
}

TEST_P(OverCapacityTest, ConnectionsSpreadOverTheWorkersWithinTwofold) {
  RunningServer server(two_workers());
  std::array<int, 2> spread{};
  std::vector<std::unique_ptr<BlockingClient>> clients;
  for (int i = 0; i < 400; ++i) {
    clients.push_back(std::make_unique<BlockingClient>(server.address()));
    clients.back()->get("/worker");
    EXPECT_THAT(clients.back()->receive_until("\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
    ++spread.at(static_cast<std::size_t>(clients.back()->receive_one() - '0'));
  }
  const auto [least, most] = std::ranges::minmax(spread);
  EXPECT_LE(most, 2 * least);
  if (GetParam() == AcceptMode::Shared) {
    EXPECT_EQ(most, least);
  }
}

// --- out of descriptors

// Takes every descriptor that is left, below a low limit.
class Scarcity {
 public:
  explicit Scarcity(rlim_t limit) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    rlimit low = before_;
    low.rlim_cur = limit;
    ::setrlimit(RLIMIT_NOFILE, &low);
    for (;;) {
      FileDescriptor taken(::open("/dev/null", O_RDONLY | O_CLOEXEC));
      if (!taken) break;
      hoard_.push_back(std::move(taken));
    }
  }
  ~Scarcity() {
    hoard_.clear();
    ::setrlimit(RLIMIT_NOFILE, &before_);
  }

 private:
  rlimit before_;
  std::vector<FileDescriptor> hoard_;
};

class Scarce : public OverCapacityTest {
 protected:
  // Connects a socket that was made while there were descriptors.
  static FileDescriptor connect_with(FileDescriptor socket, const RunningServer& server) {
    const Address address = server.address();
    EXPECT_EQ(::connect(socket.get(), address.kernel(), address.kernel_bytes()), 0);
    return socket;
  }
  static std::vector<FileDescriptor> make_sockets(int count) {
    std::vector<FileDescriptor> sockets;
    for (int i = 0; i < count; ++i) sockets.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    return sockets;
  }
  // All that comes to such a socket; a reset may overtake connect(2).
  static std::string connect_and_receive(const FileDescriptor& socket, const RunningServer& server) {
    const Address address = server.address();
    return ::connect(socket.get(), address.kernel(), address.kernel_bytes()) == 0 ? receive_all(socket) : error_text();
  }
  static std::string receive_all(const FileDescriptor& socket) {
    std::string received;
    std::array<char, 4096> piece;
    for (;;) {
      const ssize_t count = ::recv(socket.get(), piece.data(), piece.size(), 0);
      if (count <= 0) return received + (count < 0 ? error_text() : "");
      received.append(piece.data(), static_cast<std::size_t>(count));
    }
  }
  static std::string error_text() { return "<" + std::error_code(errno, std::generic_category()).message() + ">"; }
  // Everything that will happen has happened once before: a sanitizer needs a descriptor of its own when it first meets a type.
  static void warm_up(const RunningServer& server) {
    for (int i = 0; i < 8; ++i) EXPECT_THAT(BlockingClient::ask(server.address(), "/slow"), EndsWith("slow"));
    ServerOptions options = two_workers();
    options.limits.connections = 1;
    RunningServer full(std::move(options));
    const auto only = held(full);
    EXPECT_THAT(BlockingClient::ask(full.address(), "/hello"), kIsRefusal);
  }
  // A connection that comes while the last ones are still being refused is refused with them.
  static void expect_recovery(const RunningServer& server) {
    EXPECT_TRUE(eventually([&] {
      try {
        return BlockingClient::ask(server.address(), "/hello").ends_with("hello");
      } catch (const std::system_error&) {
        return false;
      }
    }));
  }
};

INSTANTIATE_TEST_SUITE_P(Modes, Scarce, testing::Values(AcceptMode::PerWorker, AcceptMode::Shared),
                         [](const auto& mode) { return mode.param == AcceptMode::Shared ? "Shared" : "PerWorker"; });

TEST_P(Scarce, OutOfDescriptorsConnectionsAreAnswered503) {
  RunningServer server(two_workers());
  warm_up(server);
  {
    const std::vector<FileDescriptor> sockets = make_sockets(5);
    const Scarcity scarcity(150);
    for (const FileDescriptor& socket : sockets) EXPECT_THAT(connect_and_receive(socket, server), kIsRefusal);
    EXPECT_TRUE(eventually([&] { return server.server().connections().refused_for_want >= 5U; }));  // Counted once they are told.
    EXPECT_EQ(server.server().connections().held, 0U);
  }
  expect_recovery(server);
}

TEST_P(Scarce, OutOfDescriptorsConnectionsAreResetWhereThatIsThePolicy) {
  RunningServer server(two_workers(OverCapacity::Refuse));
  warm_up(server);
  {
    const std::vector<FileDescriptor> sockets = make_sockets(1);
    const Scarcity scarcity(150);
    EXPECT_EQ(connect_and_receive(sockets.front(), server), "<Connection reset by peer>");
  }
  expect_recovery(server);
}

TEST_P(Scarce, OutOfDescriptorsConnectionsWaitWhereThatIsThePolicy) {
  RunningServer server(two_workers(OverCapacity::Wait));
  warm_up(server);
  FileDescriptor waiting;
  {
    std::vector<FileDescriptor> sockets = make_sockets(1);
    const Scarcity scarcity(150);
    waiting = connect_with(std::move(sockets.front()), server);
    constexpr std::string_view kRequest = "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    ASSERT_EQ(::send(waiting.get(), kRequest.data(), kRequest.size(), 0), static_cast<ssize_t>(kRequest.size()));
  }
  EXPECT_THAT(receive_all(waiting), EndsWith("hello"));
  EXPECT_EQ(server.server().connections().refused_for_want, 0U);
}

}  // namespace
}  // namespace saki
