// SPDX-License-Identifier: Apache-2.0
#include "route/literal_table.h"

#include <algorithm>

namespace saki {
namespace {

constexpr std::size_t kFewestSlots = 4;

}  // namespace

void LiteralTable::add(std::string_view text, std::uint32_t node) {
  if (count_ * 2 >= slots_.size()) grow();
  const std::uint64_t key = PathSegment::first_of(text).key();
  std::size_t at = place_of(key);
  while (slots_[at].node != kNone) at = (at + 1) & last_;
  slots_[at] = {key, node};
  texts_[at] = text;
  ++count_;
}

std::uint32_t LiteralTable::find_from(std::size_t at, std::string_view text, std::uint64_t key) const noexcept {
  for (;; at = (at + 1) & last_) {
    const Slot& slot = slots_[at];
    if (slot.node == kNone || (slot.key == key && texts_[at] == text)) return slot.node;
  }
}

void LiteralTable::grow() {
  std::vector<Slot> slots(std::max(kFewestSlots, slots_.size() * 2));
  std::vector<std::string> texts(slots.size());
  slots.swap(slots_);
  texts.swap(texts_);
  last_ = slots_.size() - 1;
  count_ = 0;
  for (std::size_t at = 0; at < slots.size(); ++at) {
    if (slots[at].node != kNone) add(texts[at], slots[at].node);
  }
}

}  // namespace saki
