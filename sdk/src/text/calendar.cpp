// SPDX-License-Identifier: Apache-2.0
#include "text/calendar.h"

#include <array>
#include <charconv>
#include <cstdint>

#include "text/digits.h"

namespace saki {

using namespace text;

namespace {

struct Unit {
  std::string_view name;
  std::int64_t microseconds;
};

constexpr std::array<Unit, 6> kUnits{{
    {"d", 86'400'000'000},
    {"h", 3'600'000'000},
    {"m", 60'000'000},
    {"s", 1'000'000},
    {"ms", 1'000},
    {"us", 1},
}};

// Takes the letters at the front of `text`; the index of the unit they name, kUnits.size() when none.
std::size_t take_unit(std::string_view& text) noexcept {
  std::size_t length = 0;
  while (length < text.size() && !is_digit(text[length])) ++length;
  const std::string_view name = text.substr(0, length);
  text.remove_prefix(length);
  std::size_t index = 0;
  while (index < kUnits.size() && kUnits[index].name != name) ++index;
  return index;
}

}  // namespace

Result<std::chrono::year_month_day> parse_date(std::string_view text) noexcept {
  const int year = take_digits(text, 4);
  if (year < 0 || !take_char(text, '-')) return fail(Error::Invalid);
  const int month = take_digits(text, 2);
  if (month < 0 || !take_char(text, '-')) return fail(Error::Invalid);
  const int day = take_digits(text, 2);
  if (day < 0 || !text.empty()) return fail(Error::Invalid);

  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return fail(Error::Invalid);
  return date;
}

void append_date(std::string& text, std::chrono::year_month_day date) {
  const int year = static_cast<int>(date.year());
  if (year < 0) text.push_back('-');
  append_digits(text, static_cast<unsigned>(year < 0 ? -year : year), year > 9999 || year < -9999 ? 5 : 4);
  text.push_back('-');
  append_digits(text, static_cast<unsigned>(date.month()), 2);
  text.push_back('-');
  append_digits(text, static_cast<unsigned>(date.day()), 2);
}

Result<std::chrono::microseconds> parse_microseconds(std::string_view text) noexcept {
  if (text.empty()) return fail(Error::Invalid);
  std::int64_t total = 0;
  std::size_t next_unit = 0;  // The largest unit that may still come.
  while (!text.empty()) {
    std::int64_t number = 0;
    if (!is_digit(text.front())) return fail(Error::Invalid);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return fail(Error::Exhausted);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));

    const std::size_t unit = take_unit(text);
    if (unit < next_unit || unit == kUnits.size()) return fail(Error::Invalid);
    next_unit = unit + 1;
    if (__builtin_mul_overflow(number, kUnits[unit].microseconds, &number) || __builtin_add_overflow(total, number, &total)) {
      return fail(Error::Exhausted);
    }
  }
  return std::chrono::microseconds{total};
}

void append_microseconds(std::string& text, std::chrono::microseconds duration) {
  const std::int64_t count = duration.count();
  if (count == 0) text.append("0s");
  if (count < 0) text.push_back('-');
  std::uint64_t rest = count < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
  for (const Unit& unit : kUnits) {
    const std::uint64_t size = static_cast<std::uint64_t>(unit.microseconds);
    if (rest < size) continue;
    text.append(std::to_string(rest / size)).append(unit.name);
    rest %= size;
  }
}

}  // namespace saki
