// SPDX-License-Identifier: Apache-2.0
#include "saki/timestamp.h"

#include <cstdint>
#include <optional>

#include "text/calendar.h"
#include "text/digits.h"

namespace saki {

using namespace text;

namespace {

using namespace std::chrono;

constexpr std::size_t kDateBytes = 10;

struct TimeOfDay {
  seconds since_midnight{};  // 86400 at most, by a leap second.
  microseconds fraction{};
  bool leap = false;
};

// Takes `.digits`, cut to microseconds; nothing when no point follows. Empty when digits are missing.
std::optional<microseconds> take_fraction(std::string_view& text) noexcept {
  if (!take_char(text, '.')) return microseconds{0};
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  std::int64_t value = 0;
  std::int64_t weight = 100'000;
  for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1), weight /= 10) value += (text.front() - '0') * weight;
  return microseconds{value};
}

std::optional<TimeOfDay> take_time(std::string_view& text) noexcept {
  const int hour = take_digits(text, 2);
  if (hour < 0 || hour > 23 || !take_char(text, ':')) return std::nullopt;
  const int minute = take_digits(text, 2);
  if (minute < 0 || minute > 59 || !take_char(text, ':')) return std::nullopt;
  const int second = take_digits(text, 2);
  if (second < 0 || second > 60) return std::nullopt;
  const std::optional<microseconds> fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  return TimeOfDay{hours{hour} + minutes{minute} + seconds{second}, *fraction, second == 60};
}

// Takes the rest of `text`: `Z`, or how far local time is ahead of UTC.
std::optional<minutes> take_offset(std::string_view text) noexcept {
  if (text == "Z" || text == "z") return minutes{0};
  const bool behind = text.starts_with('-');
  if (!behind && !text.starts_with('+')) return std::nullopt;
  text.remove_prefix(1);
  const int hour = take_digits(text, 2);
  if (hour < 0 || hour > 23 || !take_char(text, ':')) return std::nullopt;
  const int minute = take_digits(text, 2);
  if (minute < 0 || minute > 59 || !text.empty()) return std::nullopt;
  const minutes offset = hours{hour} + minutes{minute};
  return behind ? -offset : offset;
}

// UTC has its leap seconds at the end of a month (RFC 3339 section 5.7); `after` is the instant that follows one.
bool may_follow_leap_second(sys_seconds after) noexcept {
  const sys_days day = floor<days>(after);
  return after == day && year_month_day{day}.day() == std::chrono::day{1};
}

}  // namespace

Result<Timestamp> Timestamp::parse(std::string_view text) noexcept {
  if (text.size() <= kDateBytes || (text[kDateBytes] != 'T' && text[kDateBytes] != 't')) return fail(Error::Invalid);
  const Result<year_month_day> date = parse_date(text.substr(0, kDateBytes));
  if (!date) return fail(Error::Invalid);
  text.remove_prefix(kDateBytes + 1);

  const std::optional<TimeOfDay> time = take_time(text);
  if (!time) return fail(Error::Invalid);
  const std::optional<minutes> offset = take_offset(text);
  if (!offset) return fail(Error::Invalid);

  const sys_seconds whole = sys_days{*date} + time->since_midnight - *offset;
  if (time->leap && !may_follow_leap_second(whole)) return fail(Error::Invalid);
  const WallTime instant = time->leap ? WallTime{whole} : whole + time->fraction;
  if (instant < kFirst || instant > kLast) return fail(Error::Invalid);
  return Timestamp(instant);
}

std::string Timestamp::text() const {
  const sys_days day = floor<days>(time_);
  const hh_mm_ss<microseconds> time{time_ - day};
  std::string text;
  text.reserve(27);
  append_date(text, day);
  text.push_back('T');
  append_digits(text, static_cast<unsigned>(time.hours().count()), 2);
  text.push_back(':');
  append_digits(text, static_cast<unsigned>(time.minutes().count()), 2);
  text.push_back(':');
  append_digits(text, static_cast<unsigned>(time.seconds().count()), 2);
  text.push_back('.');
  append_digits(text, static_cast<unsigned>(time.subseconds().count()), 6);
  text.push_back('Z');
  return text;
}

}  // namespace saki
