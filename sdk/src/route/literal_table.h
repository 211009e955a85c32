// SPDX-License-Identifier: Apache-2.0
//
// LiteralTable: from the literals of a tree's node, or from whole paths, to the node behind each. Open addressing with linear probing, at
// most half full; a text is known by a number made of its two ends, and looked at itself only where that leaves something open.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace saki {

class LiteralTable {  // Affinity: frozen once in use; one thread before.
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  void add(std::string_view text, std::uint32_t node);  // A text that is not there.

  [[nodiscard]] std::uint32_t find(std::string_view text) const noexcept;  // kNone where it is not.

 private:
  struct Slot {
    std::uint64_t ends = 0;
    std::string text;
    std::uint32_t node = kNone;
  };

  [[nodiscard]] inline std::size_t place_of(std::uint64_t ends) const noexcept;
  void grow();

  std::vector<Slot> slots_;  // A power of two of them, or none.
  std::size_t count_ = 0;
};

}  // namespace saki
