// SPDX-License-Identifier: Apache-2.0
//
// ConfigNode: one value of a configuration with the place it was written at, and all below it.
//
// What a text means is not decided here: `12:30` is the text `12:30` until a declared setting says which type it reads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "saki/base/diagnostics.h"

namespace saki {

struct ConfigNode {
  enum class Kind : std::uint8_t { Null, Scalar, List, Map };
  enum class Style : std::uint8_t { Plain, Quoted };  // A quoted text is never null, a number or a truth value.

  Kind kind = Kind::Null;
  Style style = Style::Plain;
  std::string key;        // Inside a map, the name of this value; else empty.
  SourcePlace key_place;  // Where the key stands.
  std::string text;       // Of a Scalar.
  SourcePlace place;      // Where the value stands.
  std::vector<ConfigNode> children;  // Of a List or a Map, in the order written.

  [[nodiscard]] const ConfigNode* child(std::string_view name) const noexcept;  // Of a Map; null when there is none.
  [[nodiscard]] ConfigNode* child(std::string_view name) noexcept;
  [[nodiscard]] const ConfigNode* find(std::string_view path) const noexcept;  // Below it, by a dotted path; null when there is none.
};

// "a map", "a list", "nothing", "text": how a message names what it found.
[[nodiscard]] const char* kind_name(ConfigNode::Kind kind) noexcept;

}  // namespace saki
