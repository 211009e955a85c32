// SPDX-License-Identifier: Apache-2.0
#include "loop/timer_heap.h"

#include <algorithm>

namespace saki {
namespace {

constexpr std::size_t kArity = 4;

std::size_t parent_of(std::size_t index) noexcept { return (index - 1) / kArity; }

}  // namespace

void TimerHeap::insert(Timer& timer, MonotonicTime when) {
  const Entry entry{when, next_sequence_++, &timer};
  entries_.push_back(entry);
  sift_up(entry, entries_.size() - 1);
}

void TimerHeap::remove(Timer& timer) noexcept {
  const std::size_t index = timer.heap_index_;
  timer.heap_index_ = Timer::kNotArmed;
  const Entry last = entries_.back();
  entries_.pop_back();
  if (index == entries_.size()) return;
  if (index > 0 && last.before(entries_[parent_of(index)])) {
    sift_up(last, index);
  } else {
    sift_down(last, index);
  }
}

void TimerHeap::expire_due(MonotonicTime now, const CallbackRunner& run) {
  const std::uint64_t armed_later = next_sequence_;
  while (!entries_.empty() && entries_.front().when <= now && entries_.front().sequence < armed_later) {
    Timer& timer = *entries_.front().timer;
    remove(timer);
    run(timer.name(), [&] { timer.expire(); });
  }
}

void TimerHeap::place(const Entry& entry, std::size_t index) noexcept {
  entries_[index] = entry;
  entry.timer->heap_index_ = static_cast<std::uint32_t>(index);
}

void TimerHeap::sift_up(const Entry& entry, std::size_t index) noexcept {
  while (index > 0 && entry.before(entries_[parent_of(index)])) {
    place(entries_[parent_of(index)], index);
    index = parent_of(index);
  }
  place(entry, index);
}

void TimerHeap::sift_down(const Entry& entry, std::size_t index) noexcept {
  for (;;) {
    const std::size_t child = earliest_child(index);
    if (child == entries_.size() || !entries_[child].before(entry)) break;
    place(entries_[child], index);
    index = child;
  }
  place(entry, index);
}

std::size_t TimerHeap::earliest_child(std::size_t index) const noexcept {
  const std::size_t begin = std::min(index * kArity + 1, entries_.size());
  const std::size_t end = std::min(begin + kArity, entries_.size());
  std::size_t earliest = begin;
  for (std::size_t child = begin + 1; child < end; ++child) {
    if (entries_[child].before(entries_[earliest])) earliest = child;
  }
  return earliest;
}

}  // namespace saki
