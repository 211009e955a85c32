// SPDX-License-Identifier: Apache-2.0
#include "saki/http/byte_ranges.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include "base/planted_bug.h"
#include "http/blanks.h"
#include "saki/http/field.h"

namespace saki::http {
namespace {

constexpr std::uint64_t kToTheEnd = std::numeric_limits<std::uint64_t>::max();

// One member of the list; `first` is absent for a suffix, whose length is then `last`.
struct RangeText {
  std::optional<std::uint64_t> first;
  std::uint64_t last = kToTheEnd;
};

// 1*DIGIT; what is past 64 bits is past every end.
std::optional<std::uint64_t> parse_position(std::string_view text) noexcept {
  std::uint64_t value = 0;
  if (text.empty() || text.find_first_not_of("0123456789") != text.npos) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() ? value : kToTheEnd;
}

std::optional<RangeText> parse_range(std::string_view text) noexcept {
  const std::size_t dash = text.find('-');
  if (dash == text.npos) return std::nullopt;
  const std::string_view first = text.substr(0, dash);
  const std::string_view last = text.substr(dash + 1);
  RangeText range;
  if (!first.empty()) {
    range.first = parse_position(first);
    if (!range.first) return std::nullopt;
    if (last.empty()) return range;
  }
  const std::optional<std::uint64_t> end = parse_position(last);
  if (!end || (range.first && *end < *range.first)) return std::nullopt;
  range.last = *end;
  return range;
}

// The bytes that a range means; nothing where there are none.
std::optional<ByteRange> within(const RangeText& range, std::uint64_t size_bytes) noexcept {
  if (!range.first) {
    const std::uint64_t count = kBugPlanted ? range.last : std::min(range.last, size_bytes);
    return count == 0 ? std::nullopt : std::optional(ByteRange{size_bytes - count, count});
  }
  if (*range.first >= size_bytes) return std::nullopt;
  return ByteRange{*range.first, std::min(range.last, size_bytes - 1) - *range.first + 1};
}

bool meet(const ByteRange& a, const ByteRange& b) noexcept { return a.first <= b.first + b.count && b.first <= a.first + a.count; }

}  // namespace

ByteRanges ByteRanges::parse(std::string_view value, std::uint64_t size_bytes) noexcept {
  constexpr std::string_view kUnit = "bytes=";
  if (value.size() < kUnit.size() || value[kUnit.size() - 1] != '=' || !same_field_name(value.substr(0, 5), "bytes")) return {};
  ByteRanges ranges;
  std::size_t asked = 0;
  bool only_nothing = false;  // A suffix of what is empty: the whole of it.
  for (std::size_t at = kUnit.size(); at <= value.size();) {
    const std::size_t comma = std::min(value.find(',', at), value.size());
    const std::string_view member = trim(value.substr(at, comma - at));
    at = comma + 1;
    if (member.empty()) continue;
    const std::optional<RangeText> range = parse_range(member);
    if (!range || ++asked > kMostRanges) return {};
    if (const auto part = within(*range, size_bytes)) ranges.add(*part);
    only_nothing = only_nothing || (!range->first && range->last > 0 && size_bytes == 0);
  }
  if (asked == 0 || only_nothing) return {};
  ranges.kind_ = ranges.count_ == 0 ? Kind::Unsatisfiable : Kind::Parts;
  return ranges;
}

// A range takes in all that it meets, which may make it meet others, and stands where the first of them stood.
void ByteRanges::add(ByteRange range) noexcept {
  std::size_t place = count_;
  for (std::size_t i = 0; i < count_;) {
    if (!meet(parts_[i], range)) {
      ++i;
      continue;
    }
    const std::uint64_t end = std::max(parts_[i].first + parts_[i].count, range.first + range.count);
    range.first = std::min(parts_[i].first, range.first);
    range.count = end - range.first;
    place = std::min(place, i);
    std::copy(parts_.begin() + static_cast<std::ptrdiff_t>(i) + 1, parts_.begin() + static_cast<std::ptrdiff_t>(count_),
              parts_.begin() + static_cast<std::ptrdiff_t>(i));
    --count_;
    i = 0;
  }
  place = std::min(place, count_);
  std::copy_backward(parts_.begin() + static_cast<std::ptrdiff_t>(place), parts_.begin() + static_cast<std::ptrdiff_t>(count_),
                     parts_.begin() + static_cast<std::ptrdiff_t>(count_) + 1);
  parts_[place] = range;
  ++count_;
}

}  // namespace saki::http
