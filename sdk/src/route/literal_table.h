// SPDX-License-Identifier: Apache-2.0
//
// LiteralTable: from the literals of a tree's node to the node behind each. Open addressing with linear probing, at most half full; the
// key of a text of less than eight bytes says all of it, that of a longer one finds where to compare.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "route/path_segment.h"

namespace saki {

class LiteralTable {  // Affinity: frozen once in use; one thread before.
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  void add(std::string_view text, std::uint32_t node);  // A text that is not there.

  // kNone where it is not.
  [[nodiscard, gnu::always_inline]] std::uint32_t find(const PathSegment& segment) const noexcept {
    if (slots_.empty()) return kNone;
    const std::uint64_t key = segment.key();
    const std::size_t at = place_of(key);
    const Slot& slot = slots_[at];
    const bool is_it = slot.key == key && segment.is_short();
    return is_it || slot.node == kNone ? slot.node : find_from(at, segment.text(), key);
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t node = kNone;
  };

  [[nodiscard]] std::size_t place_of(std::uint64_t key) const noexcept {
    return static_cast<std::size_t>(key * PathSegment::kMixer >> 40) & last_;
  }
  [[nodiscard]] std::uint32_t find_from(std::size_t at, std::string_view text, std::uint64_t key) const noexcept;
  void grow();

  std::vector<Slot> slots_;  // A power of two of them, or none.
  std::vector<std::string> texts_;  // Of the slots.
  std::size_t last_ = 0;  // Of their places.
  std::size_t count_ = 0;
};

}  // namespace saki
