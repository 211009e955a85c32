// SPDX-License-Identifier: Apache-2.0
#include "job/cron_field.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "text/ascii.h"

namespace saki {
namespace {

struct Range {
  unsigned low;
  unsigned high;
};

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

std::optional<unsigned> number_of(std::string_view text) noexcept {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::expected<unsigned, std::string> parse_value(std::string_view word, const CronPart& part) {
  const auto named = std::ranges::find_if(part.names, [word](std::string_view name) { return text::equal_ignoring_case(name, word); });
  if (named != part.names.end()) return static_cast<unsigned>(named - part.names.begin()) + part.low;
  const std::optional<unsigned> value = number_of(word);
  if (!value) return std::unexpected(quoted(word) + " is no " + std::string(part.what));
  if (*value < part.low || *value > part.high)
    return std::unexpected("the " + std::string(part.what) + " " + std::string(word) + " is out of range " + std::to_string(part.low) +
                           " to " + std::to_string(part.high));
  return *value;
}

std::expected<Range, std::string> parse_range(std::string_view span, bool stepped, const CronPart& part) {
  if (span == "*") return Range{part.low, part.last_of_all};
  const std::size_t dash = span.find('-');
  const auto low = parse_value(span.substr(0, dash), part);
  if (!low) return std::unexpected(low.error());
  if (dash == std::string_view::npos) return Range{*low, stepped ? part.high : *low};
  const auto high = parse_value(span.substr(dash + 1), part);
  if (!high) return std::unexpected(high.error());
  if (*low > *high) return std::unexpected("the range " + std::string(span) + " runs backwards");
  return Range{*low, *high};
}

std::expected<std::uint64_t, std::string> parse_item(std::string_view item, const CronPart& part) {
  const std::size_t slash = item.find('/');
  const bool stepped = slash != std::string_view::npos;
  const std::optional<unsigned> step = stepped ? number_of(item.substr(slash + 1)) : 1U;
  if (!step || *step < 1 || *step > part.high)
    return std::unexpected("the step " + quoted(item.substr(slash + 1)) + " of the " + std::string(part.what) + " is no number from 1 to " +
                           std::to_string(part.high));
  const auto range = parse_range(item.substr(0, slash), stepped, part);
  if (!range) return std::unexpected(range.error());
  std::uint64_t bits = 0;
  for (unsigned value = range->low; value <= range->high; value += *step) bits |= std::uint64_t{1} << value;
  return bits;
}

}  // namespace

std::expected<std::uint64_t, std::string> parse_cron_field(std::string_view field, const CronPart& part) {
  std::uint64_t bits = 0;
  for (;;) {
    const std::size_t comma = field.find(',');
    const auto item = parse_item(field.substr(0, comma), part);
    if (!item) return item;
    bits |= *item;
    if (comma == std::string_view::npos) return bits;
    field.remove_prefix(comma + 1);
  }
}

}  // namespace saki
