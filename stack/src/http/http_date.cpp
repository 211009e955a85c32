// SPDX-License-Identifier: Apache-2.0
#include "saki/http/http_date.h"

#include <cstring>

namespace saki::http {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::string_view kDays = "SunMonTueWedThuFriSat";
constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
constexpr std::array<std::string_view, 7> kLongDays{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

void put_number(char* at, unsigned value, unsigned digits) noexcept {
  for (; digits > 0; --digits, value /= 10) at[digits - 1] = static_cast<char>('0' + value % 10);
}

void put_name(char* at, std::string_view names, unsigned index) noexcept { std::memcpy(at, names.data() + std::size_t{index} * 3, 3); }

// Takes the grammar apart from the front; `sound` stays false after the first mismatch.
class DateReader {
 public:
  explicit DateReader(std::string_view text) noexcept : rest_(text) {}

  void literal(std::string_view expected) noexcept { take(rest_.starts_with(expected), expected.size()); }

  unsigned number(std::size_t digits) noexcept {
    unsigned value = 0;
    bool valid = rest_.size() >= digits;
    for (std::size_t i = 0; valid && i < digits; ++i) {
      valid = rest_[i] >= '0' && rest_[i] <= '9';
      value = value * 10 + static_cast<unsigned>(rest_[i] - '0');
    }
    take(valid, digits);
    return value;
  }

  // asctime's day of the month: two digits, or a space and one.
  unsigned padded_number() noexcept {
    if (!rest_.starts_with(' ')) return number(2);
    literal(" ");
    return number(1);
  }

  unsigned name(std::string_view names) noexcept {
    const std::size_t place = rest_.size() < 3 ? names.npos : names.find(rest_.substr(0, 3));
    take(place != names.npos && place % 3 == 0, 3);
    return static_cast<unsigned>(place / 3);
  }

  void long_day() noexcept {
    for (const std::string_view day : kLongDays) {
      if (rest_.starts_with(day)) return take(true, day.size());
    }
    take(false, 0);
  }

  seconds time_of_day() noexcept {
    const unsigned hour = number(2);
    literal(":");
    const unsigned minute = number(2);
    literal(":");
    const unsigned second = number(2);
    take(hour < 24 && minute < 60 && second <= 60, 0);  // A leap second is grammatical.
    return hours(hour) + minutes(minute) + seconds(second);
  }

  [[nodiscard]] std::optional<HttpTime> at_end(unsigned years, unsigned month, unsigned day, seconds time) const noexcept {
    const year_month_day date(year(static_cast<int>(years)), std::chrono::month(month + 1), std::chrono::day(day));
    if (!sound_ || !rest_.empty() || !date.ok()) return std::nullopt;
    return sys_days(date) + time;
  }

 private:
  void take(bool valid, std::size_t count) noexcept {
    sound_ = sound_ && valid;
    rest_ = sound_ ? rest_.substr(count) : std::string_view();
  }

  std::string_view rest_;
  bool sound_ = true;
};

std::optional<HttpTime> parse_fixdate(std::string_view text) noexcept {
  DateReader reader(text);
  reader.name(kDays);
  reader.literal(", ");
  const unsigned day = reader.number(2);
  reader.literal(" ");
  const unsigned month = reader.name(kMonths);
  reader.literal(" ");
  const unsigned years = reader.number(4);
  reader.literal(" ");
  const seconds time = reader.time_of_day();
  reader.literal(" GMT");
  return reader.at_end(years, month, day, time);
}

std::optional<HttpTime> parse_rfc850(std::string_view text, HttpTime now) noexcept {
  DateReader reader(text);
  reader.long_day();
  reader.literal(", ");
  const unsigned day = reader.number(2);
  reader.literal("-");
  const unsigned month = reader.name(kMonths);
  reader.literal("-");
  const unsigned short_year = reader.number(2);
  reader.literal(" ");
  const seconds time = reader.time_of_day();
  reader.literal(" GMT");

  const int this_year = static_cast<int>(year_month_day(floor<days>(now)).year());
  int years = this_year - this_year % 100 + static_cast<int>(short_year);
  if (years > this_year + 50) years -= 100;
  return reader.at_end(static_cast<unsigned>(years), month, day, time);
}

std::optional<HttpTime> parse_asctime(std::string_view text) noexcept {
  DateReader reader(text);
  reader.name(kDays);
  reader.literal(" ");
  const unsigned month = reader.name(kMonths);
  reader.literal(" ");
  const unsigned day = reader.padded_number();
  reader.literal(" ");
  const seconds time = reader.time_of_day();
  reader.literal(" ");
  return reader.at_end(reader.number(4), month, day, time);
}

}  // namespace

std::array<char, kHttpDateBytes> format_http_date(HttpTime time) noexcept {
  const sys_days date = floor<days>(time);
  const year_month_day calendar(date);
  const auto of_day = static_cast<unsigned>((time - date).count());

  std::array<char, kHttpDateBytes> text;
  std::memcpy(text.data(), "DDD, dd MMM yyyy hh:mm:ss GMT", text.size());
  put_name(text.data(), kDays, std::chrono::weekday(date).c_encoding());
  put_number(text.data() + 5, static_cast<unsigned>(calendar.day()), 2);
  put_name(text.data() + 8, kMonths, static_cast<unsigned>(calendar.month()) - 1);
  put_number(text.data() + 12, static_cast<unsigned>(static_cast<int>(calendar.year())), 4);
  put_number(text.data() + 17, of_day / 3600, 2);
  put_number(text.data() + 20, of_day / 60 % 60, 2);
  put_number(text.data() + 23, of_day % 60, 2);
  return text;
}

std::optional<HttpTime> parse_http_date(std::string_view text, HttpTime now) noexcept {
  if (text.size() == kHttpDateBytes && text[3] == ',') return parse_fixdate(text);
  return text.find(',') != text.npos ? parse_rfc850(text, now) : parse_asctime(text);
}

}  // namespace saki::http
