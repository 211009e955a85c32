// SPDX-License-Identifier: Apache-2.0
#include "route/literal_table.h"

#include <algorithm>

namespace saki {
namespace {

constexpr std::size_t kFewestSlots = 4;

}  // namespace

void LiteralTable::add(std::string_view text, std::uint32_t node) {
  if (count_ * 2 >= slots_.size()) grow();
  const std::uint64_t ends = ends_of(text);
  std::size_t at = place_of(ends);
  while (slots_[at].node != kNone) at = (at + 1) & last_;
  slots_[at] = {ends, std::string(text), node};
  ++count_;
}

std::uint32_t LiteralTable::find_from(std::size_t at, std::string_view text, std::uint64_t ends) const noexcept {
  for (;; at = (at + 1) & last_) {
    const Slot& slot = slots_[at];
    if (slot.node == kNone || (slot.ends == ends && slot.text == text)) return slot.node;
  }
}

void LiteralTable::grow() {
  std::vector<Slot> old(std::max(kFewestSlots, slots_.size() * 2));
  old.swap(slots_);
  last_ = slots_.size() - 1;
  count_ = 0;
  for (const Slot& slot : old) {
    if (slot.node != kNone) add(slot.text, slot.node);
  }
}

}  // namespace saki
