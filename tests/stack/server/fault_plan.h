// SPDX-License-Identifier: Apache-2.0
//
// FaultPlan: what goes wrong in one run, drawn from a seed. While one lives, the system calls of sockets and the backend of FaultyBackend
// ask it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string_view>

namespace saki {

enum class Fault : std::uint8_t {
  // Legitimate hardship: no answer may suffer.
  ShortRead,
  ShortWrite,
  ShortFile,
  NotReadyAfterAll,   // EAGAIN although readiness was told.
  Interrupted,        // EINTR.
  SpuriousReadiness,  // Told, and nothing is there.
  LateEvent,          // Kept back for a turn.
  EarlyWakeUp,        // A wait that brings nothing.
  TimeSkips,          // Monotonic time leaps by a second: the process was not run.
  WallClockJumps,     // Back or forth by an hour.
  // Losses: a connection may end early, and nothing else.
  WatchRefused,      // ENOMEM from epoll_ctl(2).
  OutOfDescriptors,  // EMFILE from accept4(2).
  OutOfMemory,       // ENOMEM from accept4(2).
  ResetOnRead,
  ResetOnWrite,
  Count,
};

constexpr std::size_t kFaultCount = static_cast<std::size_t>(Fault::Count);
[[nodiscard]] std::string_view name_of(Fault fault) noexcept;

class FaultPlan {  // Affinity: one thread. One at a time.
 public:
  FaultPlan(std::uint32_t seed, bool with_losses);
  ~FaultPlan();
  FaultPlan(const FaultPlan&) = delete;
  FaultPlan& operator=(const FaultPlan&) = delete;

  [[nodiscard]] bool befalls(Fault fault) noexcept;  // Draws, and counts when it does.
  [[nodiscard]] std::size_t below(std::size_t bound) noexcept { return bound == 0 ? 0 : random_() % bound; }
  [[nodiscard]] std::size_t between(std::size_t least, std::size_t most) noexcept { return least + below(most - least + 1); }
  [[nodiscard]] bool one_in(std::size_t many) noexcept { return below(many) == 0; }
  [[nodiscard]] bool with_losses() const noexcept { return with_losses_; }

  [[nodiscard]] static FaultPlan* current() noexcept;  // Null: nothing goes wrong.
  [[nodiscard]] static const std::array<std::uint64_t, kFaultCount>& fired() noexcept;  // By all plans of this process.

 private:
  std::mt19937 random_;
  bool with_losses_;
};

}  // namespace saki
