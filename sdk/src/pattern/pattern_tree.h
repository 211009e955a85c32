// SPDX-License-Identifier: Apache-2.0
//
// A pattern as a tree, as the parser reads it and the compiler walks it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "saki/base/result.h"
#include "saki/pattern.h"

namespace saki {

struct PatternNode {
  enum class Kind : std::uint8_t { CodePoint, Class, AnyButLineEnd, Begin, End, Sequence, Alternation, Repeat };
  static constexpr std::uint32_t kUnbounded = UINT32_MAX;

  Kind kind;
  char32_t code_point = 0;           // Of a CodePoint.
  Pattern::Ranges ranges{};          // Of a Class.
  std::uint32_t least = 0;           // Of a Repeat.
  std::uint32_t most = 0;            // kUnbounded for no end.
  std::vector<PatternNode> parts{};  // Of a Sequence, an Alternation; the one that a Repeat repeats.
};

// Errors: as Pattern::compile.
[[nodiscard]] Result<PatternNode> parse_pattern(std::string_view pattern);

}  // namespace saki
