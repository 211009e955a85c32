// SPDX-License-Identifier: Apache-2.0
//
// Matching: all states that the automaton can be in are advanced together, a code point at a time (Thompson 1968), so no text makes it
// try the same thing twice.
#include "saki/pattern.h"

#include <algorithm>
#include <array>
#include <bitset>

#include "saki/base/check.h"
#include "saki/base/utf8.h"

namespace saki {
namespace {

constexpr bool is_line_end(char32_t c) noexcept { return c == U'\n' || c == U'\r' || c == 0x2028 || c == 0x2029; }

bool contains(const Pattern::Ranges& ranges, char32_t c) noexcept {
  const auto after =
      std::upper_bound(ranges.begin(), ranges.end(), c, [](char32_t value, const Pattern::Range& range) { return value < range.first; });
  return after != ranges.begin() && c <= std::prev(after)->last;
}

// The states of one moment, without repetition.
class StateSet {
 public:
  void clear() noexcept {
    count_ = 0;
    present_.reset();
  }
  // False when it was there already.
  bool add(std::uint16_t state) noexcept {
    if (present_.test(state)) return false;
    present_.set(state);
    states_[count_++] = state;
    return true;
  }
  [[nodiscard]] const std::uint16_t* begin() const noexcept { return states_.data(); }
  [[nodiscard]] const std::uint16_t* end() const noexcept { return states_.data() + count_; }

 private:
  std::array<std::uint16_t, Pattern::kMaxStates> states_;
  std::size_t count_ = 0;
  std::bitset<Pattern::kMaxStates> present_;
};

}  // namespace

class Pattern::Matcher {
 public:
  Matcher(const Pattern& pattern, std::string_view text) noexcept : pattern_(pattern), text_(text) {}

  bool run() noexcept {
    std::size_t at = 0;
    while (true) {
      if (enter(pattern_.start_, at)) return true;  // A match may begin anywhere.
      if (at == text_.size()) return false;
      const char32_t c = next_code_point(text_, at);
      std::swap(now_, next_);
      now_->clear();
      for (const std::uint16_t state : *next_) {
        if (consumes(pattern_.states_[state], c) && enter(pattern_.states_[state].next, at)) return true;
      }
    }
  }

 private:
  // Adds `state` and all that is reached from it without consuming; true when Match is among them.
  bool enter(std::uint16_t first, std::size_t at) noexcept {
    std::size_t waiting = 0;
    waiting_[waiting++] = first;
    while (waiting > 0) {
      const std::uint16_t index = waiting_[--waiting];
      if (!now_->add(index)) continue;
      const State& state = pattern_.states_[index];
      switch (state.operation) {
        case Operation::Match: return true;
        case Operation::Begin:
          if (at == 0) waiting_[waiting++] = state.next;
          break;
        case Operation::End:
          if (at == text_.size()) waiting_[waiting++] = state.next;
          break;
        case Operation::Split:
          waiting_[waiting++] = state.other;
          waiting_[waiting++] = state.next;
          break;
        default: break;
      }
    }
    return false;
  }

  [[nodiscard]] bool consumes(const State& state, char32_t c) const noexcept {
    switch (state.operation) {
      case Operation::CodePoint: return c == state.operand;
      case Operation::AnyButLineEnd: return !is_line_end(c);
      case Operation::Class: return contains(pattern_.classes_[state.operand], c);
      default: return false;
    }
  }

  const Pattern& pattern_;
  std::string_view text_;
  std::array<StateSet, 2> sets_;
  StateSet* now_ = &sets_[0];
  StateSet* next_ = &sets_[1];
  std::array<std::uint16_t, 2 * kMaxStates + 2> waiting_;  // Each state enters a set once and puts at most two here.
};

Pattern::Pattern(std::string_view pattern) {
  Result<Pattern> compiled = compile(pattern);
  SAKI_CHECK(compiled.has_value(), "a pattern outside the grammar");
  *this = *std::move(compiled);
}

bool Pattern::matches(std::string_view text) const noexcept { return Matcher(*this, text).run(); }

}  // namespace saki
