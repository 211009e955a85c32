// SPDX-License-Identifier: Apache-2.0
//
// TimerHeap: the armed timers of a loop, the earliest on top, in a heap of four children a node.
//
// Entries keep their instants beside the pointer, so that sifting reads the array alone. Timers of one instant expire in the order
// in which they were armed. Each timer knows its index, so that it leaves in O(log n).
#pragma once

#include <cstdint>
#include <vector>

#include "loop/callback_runner.h"
#include "saki/loop/timer.h"

namespace saki {

class TimerHeap {  // Affinity: loop.
 public:
  [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  [[nodiscard]] MonotonicTime next() const noexcept { return entries_.front().when; }

  void insert(Timer& timer, MonotonicTime when);  // `timer` is not armed.
  void remove(Timer& timer) noexcept;             // `timer` is armed.

  // Expires what was armed before this call and is due at `now`. Nothing is armed for an instant before `now` meanwhile.
  void expire_due(MonotonicTime now, const CallbackRunner& run);

 private:
  struct Entry {
    MonotonicTime when;
    std::uint64_t sequence;
    Timer* timer;

    bool before(const Entry& other) const noexcept { return when != other.when ? when < other.when : sequence < other.sequence; }
  };

  void place(const Entry& entry, std::size_t index) noexcept;
  void sift_up(const Entry& entry, std::size_t index) noexcept;
  void sift_down(const Entry& entry, std::size_t index) noexcept;
  [[nodiscard]] std::size_t earliest_child(std::size_t index) const noexcept;  // size() when there is none.

  std::vector<Entry> entries_;
  std::uint64_t next_sequence_ = 0;
};

}  // namespace saki
