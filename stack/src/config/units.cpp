// SPDX-License-Identifier: Apache-2.0
#include "saki/config/units.h"

#include <array>
#include <charconv>
#include <limits>

namespace saki {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr std::array<Unit, 7> kTimeUnits{{{"d", 86'400'000'000'000},
                                          {"h", 3'600'000'000'000},
                                          {"m", 60'000'000'000},
                                          {"s", 1'000'000'000},
                                          {"ms", 1'000'000},
                                          {"us", 1'000},
                                          {"ns", 1}}};

constexpr std::array<Unit, 5> kSizeUnits{
    {{"TiB", std::uint64_t{1} << 40U}, {"GiB", std::uint64_t{1} << 30U}, {"MiB", std::uint64_t{1} << 20U}, {"KiB", 1024}, {"B", 1}}};

// The whole number at the start of `text`, which is cut off it.
Result<std::uint64_t> take_number(std::string_view& text) noexcept {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc::invalid_argument) return fail(Error::Invalid);
  if (error == std::errc::result_out_of_range) return fail(Error::Exhausted);
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

// The letters at the start of `text`, which are cut off it.
std::string_view take_letters(std::string_view& text) noexcept {
  std::size_t length = 0;
  while (length < text.size() && (text[length] < '0' || text[length] > '9')) ++length;
  const std::string_view letters = text.substr(0, length);
  text.remove_prefix(length);
  return letters;
}

Result<std::uint64_t> multiply(std::uint64_t number, std::uint64_t factor, std::uint64_t limit) noexcept {
  if (number > limit / factor) return fail(Error::Exhausted);
  return number * factor;
}

}  // namespace

Result<Duration> parse_duration(std::string_view text) noexcept {
  constexpr auto kLimit = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (text == "0") return Duration::zero();
  if (text.empty()) return fail(Error::Invalid);
  std::uint64_t total = 0;
  std::size_t next_unit = 0;  // Each unit at most once, the larger first.
  while (!text.empty()) {
    const auto number = take_number(text);
    if (!number) return fail(number.error());
    const std::string_view name = take_letters(text);
    while (next_unit < kTimeUnits.size() && kTimeUnits[next_unit].name != name) ++next_unit;
    if (next_unit == kTimeUnits.size()) return fail(Error::Invalid);
    const auto part = multiply(*number, kTimeUnits[next_unit++].factor, kLimit);
    if (!part) return fail(part.error());
    if (*part > kLimit - total) return fail(Error::Exhausted);
    total += *part;
  }
  return Duration(static_cast<Duration::rep>(total));
}

Result<std::uint64_t> parse_size(std::string_view text) noexcept {
  const auto number = take_number(text);
  if (!number) return fail(number.error());
  if (text.empty()) return *number;
  for (const Unit& unit : kSizeUnits) {
    if (unit.name == text) return multiply(*number, unit.factor, std::numeric_limits<std::uint64_t>::max());
  }
  return fail(Error::Invalid);
}

std::string format_duration(Duration duration) {
  if (duration == Duration::zero()) return "0s";
  const bool negative = duration < Duration::zero();
  const auto bits = static_cast<std::uint64_t>(duration.count());
  std::uint64_t left = negative ? 0 - bits : bits;
  std::string text = negative ? "-" : "";
  for (const Unit& unit : kTimeUnits) {
    if (left >= unit.factor) text += std::to_string(left / unit.factor) + std::string(unit.name);
    left %= unit.factor;
  }
  return text;
}

std::string format_size(std::uint64_t size_bytes) {
  if (size_bytes == 0) return "0B";
  std::size_t unit = 0;
  while (size_bytes % kSizeUnits[unit].factor != 0) ++unit;
  return std::to_string(size_bytes / kSizeUnits[unit].factor) + std::string(kSizeUnits[unit].name);
}

}  // namespace saki
