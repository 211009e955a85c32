// SPDX-License-Identifier: Apache-2.0
//
// Pattern: the `pattern:` of a string field, a regular expression that is matched in linear time.
//
// The grammar is a part of ECMAScript's with the `u` flag, and means the same, so it stands in JSON Schema unchanged:
//
//   pattern     = alternative *( "|" alternative )
//   alternative = *( "^" / "$" / atom [ quantifier ] )
//   quantifier  = "?" / "*" / "+" / "{" n "}" / "{" n ",}" / "{" n "," m "}"      ; n <= m <= 1000
//   atom        = "." / class / "(" pattern ")" / "(?:" pattern ")" / escape / literal
//   escape      = "\" followed by one of  d D w W s S  t n r f v  u + 4 HEX  ^ $ \ . * + ? ( ) [ ] { } | /
//   class       = "[" [ "^" ] 1*( single [ "-" single ] / "\" one of d D w W s S ) "]"
//
// Text and pattern are code points. A pattern matches when it matches somewhere in the text; `^` and `$` hold only at its very ends.
// Bounds: 1,000 code points, groups 32 deep, 4,096 states (each repetition of `{n}` counts). No back-references, no look-around: the
// price of never taking more than states × code points steps, whatever a peer sends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "saki/base/result.h"

namespace saki {

class Pattern {  // Affinity: frozen.
 public:
  static constexpr std::size_t kMaxCodePoints = 1000;
  static constexpr std::size_t kMaxDepth = 32;
  static constexpr std::size_t kMaxRepeat = 1000;
  static constexpr std::size_t kMaxStates = 4096;

  // Errors: Invalid outside the grammar, Exhausted past a bound; the detail is the place, in bytes from 0.
  [[nodiscard]] static Result<Pattern> compile(std::string_view pattern);

  // One that is known to be good, as those of a checked manifest are; aborts otherwise.
  explicit Pattern(std::string_view pattern);

  // Whether the pattern matches somewhere in `text`, which is well-formed UTF-8.
  [[nodiscard]] bool matches(std::string_view text) const noexcept;

  // What the machine is made of; for the compiler in pattern_compiler.cpp and for tests.
  enum class Operation : std::uint8_t { CodePoint, Class, AnyButLineEnd, Begin, End, Split, Match };
  struct State {
    Operation operation;
    std::uint16_t next = 0;       // Where a consumed code point or a held anchor leads; the first way of a Split.
    std::uint16_t other = 0;      // The second way of a Split.
    std::uint32_t operand = 0;    // The code point, or the index of the class.
  };
  struct Range {
    char32_t first;
    char32_t last;
  };
  using Ranges = std::vector<Range>;  // Sorted and apart.

  [[nodiscard]] std::size_t state_count() const noexcept { return states_.size(); }

 private:
  friend class PatternCompiler;
  class Matcher;
  Pattern() noexcept = default;

  std::vector<State> states_;
  std::vector<Ranges> classes_;
  std::uint16_t start_ = 0;
};

}  // namespace saki
