// SPDX-License-Identifier: Apache-2.0
//
// A whole worker, from accept(2) to the last byte, while everything around it goes wrong by a plan drawn from a seed: one thread, time that
// the plan moves, and therefore the same run for the same seed.
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <csignal>
#include <filesystem>
#include <memory>
#include <thread>

#include "net/socket_address.h"
#include "saki/log/memory_sink.h"
#include "server/worker_life.h"
#include "stack/http/wire_service.h"
#include "stack/server/faulty_backend.h"
#include "stack/server/scripted_client.h"

namespace saki {
namespace {

constexpr int kMaxTurns = 20'000;
constexpr Duration kPatience = std::chrono::milliseconds(5);  // What passes when nobody has anything to do.

class WireApplication final : public Application {
  class OfWorker final : public WorkerApplication {
    http::Handler& handler() noexcept override { return service_; }
    http::WireService service_;
  };
  std::unique_ptr<WorkerApplication> make_worker(Worker&) override { return std::make_unique<OfWorker>(); }
};

class Observer final : public WorkerObserver {
 public:
  void on_worker_ready(unsigned, Result<>) override { ready = true; }
  void on_worker_drained(unsigned) override { drained = true; }
  bool ready = false;
  bool drained = false;
};

// An unnamed Unix socket that listens: the kernel delivers on it at once, so that a run depends on nothing but its seed.
struct ListeningSocket {
  ListeningSocket() : socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
    address.sun_family = AF_UNIX;
    socklen_t size_bytes = sizeof address;
    ::bind(socket.get(), generic(), sizeof(sa_family_t));  // The kernel gives a name.
    ::listen(socket.get(), 64);
    ::getsockname(socket.get(), generic(), &size_bytes);
    address_bytes = size_bytes;
  }
  [[nodiscard]] FileDescriptor connect() {
    FileDescriptor client(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(client.get(), generic(), address_bytes) != 0) throw std::runtime_error("connect");
    return client;
  }
  [[nodiscard]] sockaddr* generic() { return reinterpret_cast<sockaddr*>(&address); }

  FileDescriptor socket;
  sockaddr_un address{};
  socklen_t address_bytes = 0;
};

// One run: a worker, some clients, a plan.
class FaultyRun {
 public:
  FaultyRun(std::uint32_t seed, bool with_losses) : plan_(seed, with_losses), life_(*loop_, 0, surroundings_) {
    std::signal(SIGPIPE, SIG_IGN);
    life_.begin();
    while (!observer_.ready) turn();
    ListeningSocket listening;
    for (std::size_t count = plan_.between(1, 6); count > 0; --count) clients_.emplace_back(plan_, listening.connect());
    listening_.addresses.push_back(local_address_of(listening.socket.get()));
    listening_.prefaces.push_back({});
    std::vector<FileDescriptor> sockets;
    sockets.push_back(std::move(listening.socket));
    life_.accept(std::move(sockets));
  }

  void play() {
    for (int turns = 0; !all_done(); ++turns) {
      ASSERT_LT(turns, kMaxTurns) << "a client waits for ever";
      bool worked = false;
      for (ScriptedClient& client : clients_) worked |= plan_.one_in(2) && client.step();
      turn();
      pass_time(worked ? Duration(plan_.below(100'000)) : kPatience);
    }
    for (const ScriptedClient& client : clients_) EXPECT_EQ(client.complaint(), "");
  }

  void end() {
    life_.drain();
    life_.tell_when_drained();
    for (int turns = 0; !observer_.drained; ++turns) {
      ASSERT_LT(turns, kMaxTurns) << "a connection never ends";
      turn();
      pass_time(kPatience);
    }
    EXPECT_LE(life_.buffers().in_use(), 2U);  // What a session keeps at hand: the pool checks at its end that it was no more.
    EXPECT_EQ(connections_.counts().held, 0U);
    life_.finish();
    for (int turns = 0; turns < 10; ++turns) turn();
  }

  [[nodiscard]] std::string transcript() const {
    std::string text;
    for (const ScriptedClient& client : clients_) text += client.received() + "\n--\n";
    return text;
  }

  ~FaultyRun() { blocking_.stop(); }

 private:
  [[nodiscard]] bool all_done() const {
    return std::all_of(clients_.begin(), clients_.end(), [](const ScriptedClient& client) { return client.done(); });
  }
  void turn() { loop_->run_once(Duration::zero()); }
  void pass_time(Duration step) {
    if (plan_.befalls(Fault::WallClockJumps)) clock_.set_wall(clock_.wall() + std::chrono::hours(plan_.one_in(2) ? 1 : -1));
    if (plan_.befalls(Fault::TimeSkips)) step += std::chrono::milliseconds(plan_.between(1, 300));
    clock_.advance(step);
  }

  FaultPlan plan_;
  ManualClock clock_;
  std::unique_ptr<Loop> loop_ = FaultyBackend::make_loop(plan_, {.name = "faulty", .clock = &clock_});
  LoopBinding binding_{*loop_};
  WireApplication application_;
  Observer observer_;
  Log log_{{}, clock_};
  BlockingPool blocking_;
  ServerOptions options_;
  Connections connections_{1, {.connections = 1000, .for_each_address = 0, .ip6_prefix = 64}};
  ListeningSockets listening_;
  std::unique_ptr<http::AccessLog> no_access_log_;
  WorkerSurroundings surroundings_{application_, observer_, log_, blocking_, options_, connections_, listening_, no_access_log_, 1};
  WorkerLife life_;
  std::vector<ScriptedClient> clients_;
};

std::size_t open_descriptors() {
  const auto entries = std::filesystem::directory_iterator("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

// On a thread of its own, since a thread's tasks take turns by a count that goes on from run to run.
std::string run(std::uint32_t seed, bool with_losses) {
  const std::size_t before = open_descriptors();
  std::string transcript;
  std::thread([&] {
    SCOPED_TRACE("seed " + std::to_string(seed));
    FaultyRun run(seed, with_losses);
    run.play();
    if (testing::Test::HasFatalFailure()) std::abort();  // What still waits cannot be taken apart in order.
    run.end();
    transcript = run.transcript();
  }).join();
  EXPECT_EQ(open_descriptors(), before);
  return transcript;
}

// Four parts, so that they run side by side. Every other seed loses connections.
class ServerFaults : public testing::TestWithParam<std::uint32_t> {
 protected:
  static constexpr std::uint32_t kSeedsEach = 5000;
};

TEST_P(ServerFaults, EveryAnswerIsRightOrBreaksOffWhereTheConnectionWasLost) {
  for (std::uint32_t seed = GetParam() * kSeedsEach; seed < (GetParam() + 1) * kSeedsEach; ++seed) {
    run(seed, seed % 2 == 1);
    if (HasFailure()) return;
  }
  for (std::size_t index = 0; index < kFaultCount; ++index) {
    EXPECT_GE(FaultPlan::fired()[index], 1000U) << name_of(static_cast<Fault>(index));
    RecordProperty(std::string(name_of(static_cast<Fault>(index))), std::to_string(FaultPlan::fired()[index]));
  }
}

INSTANTIATE_TEST_SUITE_P(Part, ServerFaults, testing::Range(0U, 4U));

TEST(ServerFaultsSeed, TheSameSeedGivesTheSameRun) {
  for (std::uint32_t seed = 0; seed < 100; ++seed) EXPECT_TRUE(run(seed, seed % 2 == 1) == run(seed, seed % 2 == 1)) << "seed " << seed;
}

}  // namespace
}  // namespace saki
