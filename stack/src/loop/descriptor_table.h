// SPDX-License-Identifier: Apache-2.0
//
// DescriptorTable: which watcher has which descriptor, and what the kernel was told about it. Indexed by descriptor number.
//
// A slot's generation changes whenever its watcher does, and is part of the token that the kernel gives back: an event of a former
// watcher does not fit any more and is dropped. Interests that changed are told to the kernel once, before the next wait.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "loop/backend.h"
#include "loop/callback_runner.h"

namespace saki {

class DescriptorTable {  // Affinity: loop.
 public:
  explicit DescriptorTable(Backend& backend) noexcept : backend_(backend) {}

  void start(DescriptorWatcher& watcher, int descriptor, Readiness interest);
  void set_interest(DescriptorWatcher& watcher, Readiness interest) noexcept;
  void stop(DescriptorWatcher& watcher) noexcept;    // Tells the kernel at once.
  void forget(DescriptorWatcher& watcher) noexcept;  // The kernel will see the descriptor closed.

  void hand_over(DescriptorWatcher& from, DescriptorWatcher& to) noexcept;

  void apply_changes();
  void dispatch(std::span<const BackendEvent> events, const CallbackRunner& run);

  void for_each(const std::function<void(const DescriptorWatcher&)>& visit) const;
  [[nodiscard]] std::size_t count() const noexcept { return count_; }

 private:
  struct Slot {
    DescriptorWatcher* watcher = nullptr;
    std::uint32_t generation = 0;
    Readiness registered = Readiness::None;  // What the kernel was told last.
    bool in_kernel = false;
    bool changed = false;  // Listed in changed_.
  };

  [[nodiscard]] Slot& slot_of(const DescriptorWatcher& watcher) noexcept;
  [[nodiscard]] Slot& slot_for(int descriptor);
  void grow(std::size_t slot_count);
  void mark_changed(Slot& slot, int descriptor) noexcept;
  void apply(int descriptor);
  void vacate(Slot& slot) noexcept;

  Backend& backend_;
  std::vector<Slot> slots_;
  std::vector<int> changed_;
  std::vector<int> applying_;  // What apply_changes() works on; empty otherwise.
  std::size_t count_ = 0;
};

}  // namespace saki
