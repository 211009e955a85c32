// SPDX-License-Identifier: Apache-2.0
#include "route/route_pattern.h"

#include <algorithm>
#include <array>
#include <utility>

#include "saki/base/utf8.h"
#include "saki/formats.h"
#include "saki/text_value.h"
#include "text/ascii.h"

namespace saki {
namespace {

constexpr std::array<std::pair<std::string_view, SegmentType>, 14> kTypes{{
    {"bool", SegmentType::Bool},
    {"int32", SegmentType::Int32},
    {"int64", SegmentType::Int64},
    {"uint32", SegmentType::Uint32},
    {"uint64", SegmentType::Uint64},
    {"double", SegmentType::Double},
    {"timestamp", SegmentType::Timestamp},
    {"date", SegmentType::Date},
    {"duration", SegmentType::Duration},
    {"uuid", SegmentType::Uuid},
    {"bytes", SegmentType::Bytes},
    {"email", SegmentType::Email},
    {"uri", SegmentType::Uri},
    {"path", SegmentType::Path},
}};

bool is_name(std::string_view text) noexcept {
  return !text.empty() && !text::is_ascii_digit(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return text::is_ascii_alnum(c) || c == '_'; });
}

// `open|done`, in order.
std::vector<std::string> parse_words(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t end = 0; end != std::string_view::npos;) {
    end = text.find('|');
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? 0 : end + 1);
  }
  std::sort(words.begin(), words.end());
  return words;
}

// Sets `segment` from what stands behind the colon; returns the mistake.
std::string parse_type(std::string_view text, RouteSegment& segment) {
  constexpr std::string_view kEnum = "enum(";
  if (text == "string") return "";
  segment.kind = SegmentKind::Typed;
  if (text.starts_with(kEnum) && text.ends_with(')')) {
    segment.values = {SegmentType::Enum, parse_words(text.substr(kEnum.size(), text.size() - kEnum.size() - 1))};
    return "";
  }
  const auto* known = std::find_if(kTypes.begin(), kTypes.end(), [text](const auto& entry) { return entry.first == text; });
  if (known == kTypes.end()) return "the type \"" + std::string(text) + "\" is not one that a path can hold";
  segment.values.type = known->second;
  return "";
}

// Sets `segment` from what stands between the braces; returns the mistake.
std::string parse_parameter(std::string_view text, RouteSegment& segment) {
  segment.kind = SegmentKind::Text;
  if (text.ends_with("...")) {
    segment.kind = SegmentKind::Rest;
    text.remove_suffix(3);
  } else if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    if (std::string mistake = parse_type(text.substr(colon + 1), segment); !mistake.empty()) return mistake;
    text = text.substr(0, colon);
  }
  segment.text = text;
  return is_name(text) ? "" : "\"" + std::string(text) + "\" is no name for a parameter";
}

std::string parse_literal(std::string_view text, RouteSegment& segment) {
  segment.text = text;
  if (text == "." || text == "..") return "a dot segment, which no request can have";
  if (!is_utf8(text) || std::any_of(text.begin(), text.end(), text::is_ascii_control))
    return "control characters, or text that is not UTF-8";
  if (const std::size_t at = text.find_first_of("{}?#%\\"); at != std::string_view::npos) {
    return std::string("the character \"") + text[at] +
           "\"; a parameter fills a whole segment, and a literal is written as it reads once decoded";
  }
  return "";
}

std::string parse_segment(std::string_view text, RouteSegment& segment) {
  if (text.size() >= 2 && text.front() == '{' && text.back() == '}') return parse_parameter(text.substr(1, text.size() - 2), segment);
  return parse_literal(text, segment);
}

bool is_number(SegmentType type) noexcept { return type >= SegmentType::Int32 && type <= SegmentType::Double; }
bool is_free_text(SegmentType type) noexcept { return type >= SegmentType::Bytes && type <= SegmentType::Path; }

// Whether a word of an enum is one of the other values.
bool shares_word(const SegmentValues& words, const SegmentValues& other) noexcept {
  return std::any_of(words.words.begin(), words.words.end(), [&other](const std::string& word) { return is_value_of(other, word); });
}

template <class T>
bool reads_as(std::string_view text) noexcept {
  T value{};
  return parse_text(text, value);
}

bool is_base64(std::string_view text) noexcept {
  try {
    return Bytes::from_base64(text).has_value();
  } catch (...) {
    return false;  // No memory for the bytes: then not for this request either.
  }
}

}  // namespace

RoutePattern parse_route_pattern(std::string_view text) {
  RoutePattern pattern;
  if (!text.starts_with('/')) {
    pattern.mistake = "it does not begin with a slash";
    return pattern;
  }
  while (!text.empty() && pattern.mistake.empty()) {
    text.remove_prefix(1);
    const std::size_t end = std::min(text.find('/'), text.size());
    RouteSegment segment;
    pattern.mistake = parse_segment(text.substr(0, end), segment);
    text.remove_prefix(end);
    const bool last = text.empty();
    if (pattern.mistake.empty() && !last && segment.kind == SegmentKind::Rest) pattern.mistake = "{" + segment.text + "...} is not last";
    if (pattern.mistake.empty() && !last && segment.kind == SegmentKind::Literal && segment.text.empty())
      pattern.mistake = "an empty segment";
    for (const RouteSegment& other : pattern.segments) {
      const bool both_named = other.kind != SegmentKind::Literal && segment.kind != SegmentKind::Literal;
      if (both_named && other.text == segment.text) pattern.mistake = "two parameters called " + segment.text;
    }
    pattern.segments.push_back(std::move(segment));
  }
  return pattern;
}

bool is_value_of(const SegmentValues& values, std::string_view text) noexcept {
  switch (values.type) {
    case SegmentType::None: return !text.empty();
    case SegmentType::Bool: return reads_as<bool>(text);
    case SegmentType::Int32: return reads_as<std::int32_t>(text);
    case SegmentType::Int64: return reads_as<std::int64_t>(text);
    case SegmentType::Uint32: return reads_as<std::uint32_t>(text);
    case SegmentType::Uint64: return reads_as<std::uint64_t>(text);
    case SegmentType::Double: return reads_as<double>(text);
    case SegmentType::Timestamp: return reads_as<Timestamp>(text);
    case SegmentType::Date: return reads_as<std::chrono::year_month_day>(text);
    case SegmentType::Duration: return reads_as<std::chrono::microseconds>(text);
    case SegmentType::Uuid: return reads_as<Uuid>(text);
    case SegmentType::Bytes: return is_base64(text);
    case SegmentType::Email: return is_email(text);
    case SegmentType::Uri: return is_uri(text);
    case SegmentType::Path: return is_path(text);
    case SegmentType::Enum: return std::binary_search(values.words.begin(), values.words.end(), text);
  }
  return false;
}

bool overlap(const RouteSegment& left, const RouteSegment& right) noexcept {
  if (left.kind != right.kind) return false;
  if (left.kind == SegmentKind::Literal) return left.text == right.text;
  if (left.values.type == SegmentType::Enum) return shares_word(left.values, right.values);
  if (right.values.type == SegmentType::Enum) return shares_word(right.values, left.values);
  if (left.values.type == right.values.type) return true;
  return (is_number(left.values.type) && is_number(right.values.type)) || is_free_text(left.values.type) || is_free_text(right.values.type);
}

bool equally_fit(const std::vector<RouteSegment>& left, const std::vector<RouteSegment>& right) noexcept {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), overlap);
}

}  // namespace saki
