// SPDX-License-Identifier: Apache-2.0
//
// DescriptorWatcher: tells when a descriptor can be read or written, level-triggered.
//
// Changes of interest are collected and told to the kernel at most once per turn. A watcher that was stopped is not called again, even
// for an event that the kernel had already delivered, and even when the descriptor number was reused within the same turn.
#pragma once

#include <cstdint>

#include "saki/base/error.h"

namespace saki {

class Loop;

// What a descriptor is watched for, and what it was found ready for.
enum class Readiness : std::uint8_t {
  None = 0,
  Read = 1,      // Readable, at its end, or a connection waits to be accepted.
  Write = 2,     // Writable, or a connection attempt has ended.
  PeerDone = 4,  // The peer has finished sending: the end will be read after what is buffered.
  Broken = 8,    // Reset, error or hang-up: both directions are over. Told always, whether asked for or not.
};
[[nodiscard]] constexpr Readiness operator|(Readiness a, Readiness b) noexcept {
  return static_cast<Readiness>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}
[[nodiscard]] constexpr Readiness operator&(Readiness a, Readiness b) noexcept {
  return static_cast<Readiness>(static_cast<std::uint8_t>(a) & static_cast<std::uint8_t>(b));
}
[[nodiscard]] constexpr Readiness without(Readiness a, Readiness less) noexcept {
  return static_cast<Readiness>(static_cast<unsigned>(a) & ~static_cast<unsigned>(less));
}
[[nodiscard]] constexpr bool any(Readiness a) noexcept { return a != Readiness::None; }

class DescriptorWatcher {  // Affinity: loop.
 public:
  DescriptorWatcher(Loop& loop, const char* name) noexcept : loop_(loop), name_(name) {}
  DescriptorWatcher(const DescriptorWatcher&) = delete;
  DescriptorWatcher& operator=(const DescriptorWatcher&) = delete;
  virtual ~DescriptorWatcher() { stop(); }

  // Watches `descriptor`, which must stay open until stop(). The interest may be changed at any time while watching.
  void start(int descriptor, Readiness interest);
  void set_interest(Readiness interest);
  void stop() noexcept;    // Before closing the descriptor. Harmless when not watching.
  void forget() noexcept;  // As stop(), without the system call: for a descriptor that has no duplicate and is closed right after.
  void hand_over_to(DescriptorWatcher& successor) noexcept;  // Which goes on watching, with the same interest. Of one loop; no system call.

  [[nodiscard]] bool watching() const noexcept { return descriptor_ >= 0; }
  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
  [[nodiscard]] Readiness interest() const noexcept { return interest_; }
  [[nodiscard]] const char* name() const noexcept { return name_; }
  [[nodiscard]] Loop& loop() const noexcept { return loop_; }

 protected:
  // May change or stop any watcher, and destroy this one.
  virtual void on_ready(Readiness readiness) = 0;

  // The kernel cannot watch the descriptor (EPERM: a regular file; ENOSPC, ENOMEM). Called instead of on_ready, no longer watching; unless
  // overridden it is taken for Broken.
  virtual void on_refused(Error error);

 private:
  friend class DescriptorTable;
  Loop& loop_;
  const char* name_;
  int descriptor_ = -1;
  Readiness interest_ = Readiness::None;
};

}  // namespace saki
