// SPDX-License-Identifier: Apache-2.0
//
// The algorithm of RFC 6265bis section 5.1.1: the text falls into tokens, and the first that looks like a time, a day, a month and a year
// are these.
#include <algorithm>
#include <array>

#include "client/set_cookie.h"
#include "text/ascii.h"

namespace saki {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

struct TimeOfDay {
  int hour;
  int minute;
  int second;
};

struct DateParts {
  std::optional<TimeOfDay> time;
  std::optional<unsigned> day;
  std::optional<unsigned> month;
  std::optional<int> year;
};

bool is_delimiter(char c) noexcept {
  return c == '\t' || (c >= 0x20 && c <= 0x2F) || (c >= 0x3B && c <= 0x40) || (c >= 0x5B && c <= 0x60) || (c >= 0x7B && c <= 0x7E);
}

// Takes `least` to `most` digits from the front; nothing where there are fewer or more.
std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most) noexcept {
  std::size_t count = 0;
  int number = 0;
  while (count < text.size() && text::is_ascii_digit(text[count]) && count <= most) number = number * 10 + (text[count++] - '0');
  if (count < least || count > most) return std::nullopt;
  text.remove_prefix(count);
  return number;
}

bool take(std::string_view& text, char c) noexcept {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// What stands behind the value may be anything but a digit.
std::optional<TimeOfDay> read_time(std::string_view token) noexcept {
  const auto hour = take_number(token, 1, 2);
  if (!hour || !take(token, ':')) return std::nullopt;
  const auto minute = take_number(token, 1, 2);
  if (!minute || !take(token, ':')) return std::nullopt;
  const auto second = take_number(token, 1, 2);
  if (!second) return std::nullopt;
  return TimeOfDay{*hour, *minute, *second};
}

std::optional<unsigned> read_month(std::string_view token) noexcept {
  for (unsigned index = 0; index < kMonths.size(); ++index) {
    if (token.size() >= 3 && text::equal_ignoring_case(token.substr(0, 3), kMonths[index])) return index + 1;
  }
  return std::nullopt;
}

int full_year(int year) noexcept {
  if (year >= 70 && year <= 99) return year + 1900;
  return year <= 69 ? year + 2000 : year;
}

// Each part is looked for until it is found, in this order.
void read_token(std::string_view token, DateParts& parts) noexcept {
  if (!parts.time && (parts.time = read_time(token))) return;
  if (std::string_view rest = token; !parts.day) {
    if (const auto day = take_number(rest, 1, 2)) {
      parts.day = static_cast<unsigned>(*day);
      return;
    }
  }
  if (!parts.month && (parts.month = read_month(token))) return;
  if (!parts.year) {
    if (const auto year = take_number(token, 2, 4)) parts.year = full_year(*year);
  }
}

bool is_sound(const DateParts& parts) noexcept {
  if (!parts.time || !parts.day || !parts.month || !parts.year) return false;
  if (parts.time->hour > 23 || parts.time->minute > 59 || parts.time->second > 59) return false;
  return *parts.year >= 1601;
}

}  // namespace

std::optional<WallTime> parse_cookie_date(std::string_view text) noexcept {
  DateParts parts;
  while (!text.empty()) {
    const auto begin = std::find_if_not(text.begin(), text.end(), is_delimiter);
    const auto end = std::find_if(begin, text.end(), is_delimiter);
    if (begin != end) read_token({begin, end}, parts);
    text.remove_prefix(static_cast<std::size_t>(end - text.begin()));
  }
  if (!is_sound(parts)) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*parts.year), std::chrono::month(*parts.month), std::chrono::day(*parts.day)};
  if (!date.ok()) return std::nullopt;
  const auto [hour, minute, second] = *parts.time;
  return WallTime(std::chrono::sys_days(date)) + std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second);
}

}  // namespace saki
