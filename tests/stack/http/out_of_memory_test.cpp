// SPDX-License-Identifier: Apache-2.0
//
// WebSockets when there is no memory left: that costs a connection at most, whichever of the allocations it is that fails.
#include <gtest/gtest.h>

#include "allocation_failure.h"
#include "stack/http/socket_bench.h"

namespace saki::http {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kDeflate = "Sec-WebSocket-Extensions: permessage-deflate\r\n";

// What is done to a socket, asking for no memory itself.
class Event {
 public:
  virtual ~Event() = default;
  virtual void happen(SocketBench& bench, SocketBench::Client& client) const = 0;
};

class Drained final : public Event {
 public:
  void happen(SocketBench& bench, SocketBench::Client& /*client*/) const override { bench.wire().worker().drain(); }
};

class CancelledEvent final : public Event {
 public:
  void happen(SocketBench& bench, SocketBench::Client& /*client*/) const override { bench.wire().cancel_all(); }
};

class TimePasses final : public Event {
 public:
  explicit TimePasses(Duration step) noexcept : step_(step) {}
  void happen(SocketBench& bench, SocketBench::Client& /*client*/) const override { bench.advance(step_); }

 private:
  Duration step_;
};

class Received final : public Event {
 public:
  explicit Received(std::string bytes) : bytes_(std::move(bytes)) {}
  void happen(SocketBench& /*bench*/, SocketBench::Client& client) const override {
    static_cast<void>(client.connection().try_send(bytes_));
  }

 private:
  std::string bytes_;
};

// One socket, and `event` with the allocation after `successes` of them failing. Returns whether it asked for as many.
bool fails(std::string_view path, std::string_view before, const Event& event, std::size_t successes) {
  SocketBench bench;
  SocketBench::Client client = bench.open(path, kDeflate);
  if (!before.empty()) client.send(before);
  bench.wire().worker().sessions.give_up_spare(0);
  bench.wire().worker().buffers.give_up_spare(0);
  bool failed = false;
  {
    const FailingAllocation failing(successes);
    event.happen(bench, client);
    bench.wire().settle();
    failed = failing.happened();
  }
  client.connection().close();
  bench.advance(1min);
  EXPECT_EQ(bench.connections(), 0U) << path << " after " << successes;
  EXPECT_EQ(bench.held_blocks(), 0U) << path << " after " << successes;
  return failed;
}

// How many allocations there were to fail.
std::size_t survives(std::string_view path, const Event& event, std::string_view before = {}) {
  std::size_t count = 0;
  while (fails(path, before, event, count)) ++count;
  return count;
}

TEST(OutOfMemory, WhenAWorkerDrains) { EXPECT_GT(survives("/echo", Drained()), 0U); }
TEST(OutOfMemory, WhenItIsCancelled) { EXPECT_GT(survives("/echo", CancelledEvent()), 0U); }
TEST(OutOfMemory, WhenASilentPeerIsPinged) { EXPECT_GT(survives("/echo", TimePasses(30s)), 0U); }

TEST(OutOfMemory, WhenAFrameComesTooSlowly) {
  EXPECT_GT(survives("/echo", TimePasses(1min), std::string_view(frame("text", "hello")).substr(0, 8)), 0U);
}

TEST(OutOfMemory, WhenAHandlerEnds) {
  EXPECT_GT(survives("/one", Received(frame("text", "hello"))), 0U);
  EXPECT_GT(survives("/fail", Received(frame("text", "hello"))), 0U);
  EXPECT_GT(survives("/one", Received(frame("text", "one") + frame("ping", "two") + deflated_frame("text", "three"))), 0U);
}

TEST(OutOfMemory, WhenMessagesComeAndLeave) {
  EXPECT_GT(survives("/echo", Received(frame("text", std::string(1000, 'x')) + frame("ping", "x") + frame("close", ""))), 0U);
  EXPECT_GT(survives("/deflate", Received(deflated_frame("text", std::string(100'000, 'x')))), 0U);
  EXPECT_GT(survives("/repeat", Received(frame("text", "900000"))), 0U);
  EXPECT_GT(survives("/close", Received(frame("text", "4000 a reason that is not kept within a string itself"))), 0U);
}

}  // namespace
}  // namespace saki::http
