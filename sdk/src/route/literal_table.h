// SPDX-License-Identifier: Apache-2.0
//
// LiteralTable: from the literals of a tree's node to the node behind each. Open addressing with linear probing, at most half full; a text
// is known by a number made of its two ends, and looked at itself only where that leaves something open.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace saki {

class LiteralTable {  // Affinity: frozen once in use; one thread before.
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  void add(std::string_view text, std::uint32_t node);  // A text that is not there.

  // kNone where it is not.
  [[nodiscard, gnu::always_inline]] std::uint32_t find(std::string_view text) const noexcept {
    if (slots_.empty()) return kNone;
    const std::uint64_t ends = ends_of(text);
    const std::size_t at = place_of(ends);
    const Slot& slot = slots_[at];
    const bool is_it = slot.ends == ends && slot.text.size() == text.size() && text.size() < 8;
    return is_it || slot.node == kNone ? slot.node : find_from(at, text, ends);
  }

 private:
  struct Slot {
    std::uint64_t ends = 0;
    std::string text;
    std::uint32_t node = kNone;
  };

  static constexpr std::uint64_t kMixer = 0x9e3779b97f4a7c15;  // Odd, with bits all over: 2^64 over the golden ratio.

  template <class Word>
  [[nodiscard]] static Word load(const char* from) noexcept {
    Word word;
    std::memcpy(&word, from, sizeof word);
    return word;
  }

  // Texts of one size below eight bytes have the same number only when they are the same.
  [[nodiscard]] static std::uint64_t ends_of(std::string_view text) noexcept {
    const auto byte = [text](std::size_t place) { return std::uint64_t{static_cast<unsigned char>(text[place])}; };
    const char* const end = text.data() + text.size();
    if (text.size() >= 8) return load<std::uint64_t>(text.data()) * kMixer + load<std::uint64_t>(end - 8);
    if (text.size() >= 4) return std::uint64_t{load<std::uint32_t>(text.data())} << 32 | load<std::uint32_t>(end - 4);
    return text.empty() ? 0 : byte(0) << 16 | byte(text.size() / 2) << 8 | byte(text.size() - 1);
  }

  [[nodiscard]] std::size_t place_of(std::uint64_t ends) const noexcept { return static_cast<std::size_t>(ends * kMixer >> 40) & last_; }
  [[nodiscard]] std::uint32_t find_from(std::size_t at, std::string_view text, std::uint64_t ends) const noexcept;
  void grow();

  std::vector<Slot> slots_;  // A power of two of them, or none.
  std::size_t last_ = 0;     // Of their places.
  std::size_t count_ = 0;
};

}  // namespace saki
