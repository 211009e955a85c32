// SPDX-License-Identifier: Apache-2.0
//
// The pattern of a route, taken apart into segments.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace saki {

// In the order in which they are tried at a segment.
enum class SegmentKind : std::uint8_t { Literal, Typed, Text, Rest };

// The types that a parameter's text can be held to: those of a manifest whose values are a single text.
enum class SegmentType : std::uint8_t {
  None,
  Bool,
  Int32,
  Int64,
  Uint32,
  Uint64,
  Double,
  Timestamp,
  Date,
  Duration,
  Uuid,
  Bytes,
  Email,
  Uri,
  Path,
  Enum
};

// What the text of a parameter may be.
struct SegmentValues {
  SegmentType type = SegmentType::None;
  std::vector<std::string> words{};  // Of an Enum, sorted.

  bool operator==(const SegmentValues&) const = default;
};

struct RouteSegment {
  SegmentKind kind = SegmentKind::Literal;
  SegmentValues values{};  // Of a Typed one.
  std::string text;        // The literal, or the parameter's name.
};

struct RoutePattern {
  std::vector<RouteSegment> segments;
  std::string mistake;  // Why the text is no pattern; empty when it is one.
};

// `/a/b` has the segments `a` and `b`, `/` has one empty literal, `/a/` has `a` and an empty one.
[[nodiscard]] RoutePattern parse_route_pattern(std::string_view text);

// Whether `text` is one of the values.
[[nodiscard]] bool is_value_of(const SegmentValues& values, std::string_view text) noexcept;

// Whether some text could be a segment of both.
[[nodiscard]] bool overlap(const RouteSegment& left, const RouteSegment& right) noexcept;

// Whether a path could fit both patterns, and no precedence would say which of them is meant.
[[nodiscard]] bool equally_fit(const std::vector<RouteSegment>& left, const std::vector<RouteSegment>& right) noexcept;

}  // namespace saki
