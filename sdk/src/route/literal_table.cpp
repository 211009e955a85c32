// SPDX-License-Identifier: Apache-2.0
#include "route/literal_table.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace saki {
namespace {

constexpr std::uint64_t kMixer = 0x9e3779b97f4a7c15;  // Odd, with bits all over: 2^64 over the golden ratio.
constexpr std::size_t kFewestSlots = 4;

template <class Word>
Word load(const char* from) noexcept {
  Word word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

// Texts of one size up to eight bytes have the same number only when they are the same.
inline std::uint64_t ends_of(std::string_view text) noexcept {
  const auto byte = [text](std::size_t place) { return std::uint64_t{static_cast<unsigned char>(text[place])}; };
  const char* const end = text.data() + text.size();
  if (text.size() >= 8) return load<std::uint64_t>(text.data()) * kMixer + load<std::uint64_t>(end - 8);
  if (text.size() >= 4) return std::uint64_t{load<std::uint32_t>(text.data())} << 32 | load<std::uint32_t>(end - 4);
  return text.empty() ? 0 : byte(0) << 16 | byte(text.size() / 2) << 8 | byte(text.size() - 1);
}

}  // namespace

inline std::size_t LiteralTable::place_of(std::uint64_t ends) const noexcept {
  return static_cast<std::size_t>(ends * kMixer >> 40) & (slots_.size() - 1);
}

std::uint32_t LiteralTable::find(std::string_view text) const noexcept {
  if (slots_.empty()) return kNone;
  const std::uint64_t ends = ends_of(text);
  for (std::size_t at = place_of(ends);; at = (at + 1) & (slots_.size() - 1)) {
    const Slot& slot = slots_[at];
    if (slot.node == kNone) return kNone;
    if (slot.ends == ends && slot.text.size() == text.size() && (text.size() <= 8 || slot.text == text)) return slot.node;
  }
}

void LiteralTable::add(std::string_view text, std::uint32_t node) {
  if (count_ * 2 >= slots_.size()) grow();
  const std::uint64_t ends = ends_of(text);
  std::size_t at = place_of(ends);
  while (slots_[at].node != kNone) at = (at + 1) & (slots_.size() - 1);
  slots_[at] = {ends, std::string(text), node};
  ++count_;
}

void LiteralTable::grow() {
  std::vector<Slot> old(std::max(kFewestSlots, slots_.size() * 2));
  old.swap(slots_);
  count_ = 0;
  for (const Slot& slot : old) {
    if (slot.node != kNone) add(slot.text, slot.node);
  }
}

}  // namespace saki
