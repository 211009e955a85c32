// SPDX-License-Identifier: Apache-2.0
#include "loop/descriptor_table.h"

#include <algorithm>
#include <utility>

#include "saki/base/check.h"

namespace saki {
namespace {

std::uint64_t make_token(int descriptor, std::uint32_t generation) noexcept {
  return std::uint64_t{generation} << 32 | static_cast<std::uint32_t>(descriptor);
}
std::size_t slot_index(std::uint64_t token) noexcept { return static_cast<std::uint32_t>(token); }
std::uint32_t generation_of(std::uint64_t token) noexcept { return static_cast<std::uint32_t>(token >> 32); }

}  // namespace

void DescriptorTable::start(DescriptorWatcher& watcher, int descriptor, Readiness interest) {
  SAKI_CHECK(descriptor >= 0 && !watcher.watching(), "a watcher starts on an open descriptor, and once");
  Slot& slot = slot_for(descriptor);
  SAKI_CHECK(slot.watcher == nullptr, "a descriptor has one watcher");
  slot.watcher = &watcher;
  ++slot.generation;
  watcher.descriptor_ = descriptor;
  watcher.interest_ = interest;
  ++count_;
  mark_changed(slot, descriptor);
}

void DescriptorTable::set_interest(DescriptorWatcher& watcher, Readiness interest) noexcept {
  SAKI_ASSERT(watcher.watching(), "only a started watcher has an interest");
  if (watcher.interest_ == interest) return;
  watcher.interest_ = interest;
  mark_changed(slot_of(watcher), watcher.descriptor_);
}

void DescriptorTable::stop(DescriptorWatcher& watcher) noexcept {
  if (!watcher.watching()) return;
  if (slot_of(watcher).in_kernel) backend_.remove(watcher.descriptor_);
  forget(watcher);
}

void DescriptorTable::forget(DescriptorWatcher& watcher) noexcept {
  if (watcher.watching()) vacate(slot_of(watcher));
}

void DescriptorTable::hand_over(DescriptorWatcher& from, DescriptorWatcher& to) noexcept {
  if (!from.watching()) return;
  slot_of(from).watcher = &to;
  to.descriptor_ = std::exchange(from.descriptor_, -1);
  to.interest_ = from.interest_;
}

void DescriptorTable::vacate(Slot& slot) noexcept {
  std::exchange(slot.watcher, nullptr)->descriptor_ = -1;
  slot.in_kernel = false;
  ++slot.generation;
  --count_;
}

DescriptorTable::Slot& DescriptorTable::slot_of(const DescriptorWatcher& watcher) noexcept {
  return slots_[static_cast<std::size_t>(watcher.descriptor_)];
}

DescriptorTable::Slot& DescriptorTable::slot_for(int descriptor) {
  const auto index = static_cast<std::size_t>(descriptor);
  if (index >= slots_.size()) grow(std::max(index + 1, slots_.size() * 2));
  return slots_[index];
}

// Room for every change there can be, so that later ones ask for no memory.
void DescriptorTable::grow(std::size_t slot_count) {
  changed_.reserve(slot_count);
  applying_.reserve(slot_count);
  slots_.resize(slot_count);
}

void DescriptorTable::mark_changed(Slot& slot, int descriptor) noexcept {
  if (std::exchange(slot.changed, true)) return;
  changed_.push_back(descriptor);
}

void DescriptorTable::apply_changes() {
  if (changed_.empty()) return;
  applying_.swap(changed_);  // A refusal told below may change interests: those are for the next turn.
  for (const int descriptor : applying_) apply(descriptor);
  applying_.clear();
}

void DescriptorTable::apply(int descriptor) {
  Slot& slot = slots_[static_cast<std::size_t>(descriptor)];
  slot.changed = false;
  if (slot.watcher == nullptr) return;
  DescriptorWatcher& watcher = *slot.watcher;
  const Readiness wanted = watcher.interest_;
  if (slot.in_kernel && slot.registered == wanted) return;

  const std::uint64_t token = make_token(descriptor, slot.generation);
  const Result<> told = slot.in_kernel ? backend_.modify(descriptor, wanted, token) : backend_.add(descriptor, wanted, token);
  if (told) {
    slot.in_kernel = true;
    slot.registered = wanted;
  } else {
    vacate(slot);
    watcher.on_refused(told.error());
  }
}

void DescriptorTable::dispatch(std::span<const BackendEvent> events, const CallbackRunner& run) {
  for (const BackendEvent& event : events) {
    const Slot& slot = slots_[slot_index(event.token)];
    if (slot.watcher == nullptr || slot.generation != generation_of(event.token)) continue;
    DescriptorWatcher& watcher = *slot.watcher;
    const Readiness wanted = event.readiness & (watcher.interest_ | Readiness::Broken);
    if (any(wanted)) run(watcher.name(), [&] { watcher.on_ready(wanted); });
  }
}

void DescriptorTable::for_each(const std::function<void(const DescriptorWatcher&)>& visit) const {
  for (const Slot& slot : slots_) {
    if (slot.watcher != nullptr) visit(*slot.watcher);
  }
}

}  // namespace saki
