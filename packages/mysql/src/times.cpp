// SPDX-License-Identifier: Apache-2.0
#include "times.h"

#include <charconv>
#include <chrono>

#include "saki/text_value.h"

namespace saki {
namespace {

unsigned digits(std::string_view text, std::size_t from, std::size_t count) noexcept {
  unsigned value = 0;
  std::from_chars(text.data() + from, text.data() + from + count, value);
  return value;
}

void append_padded(std::string& text, unsigned long value, std::size_t width) {
  const std::string written = std::to_string(value);
  text.append(width > written.size() ? width - written.size() : 0, '0');
  text += written;
}

void append_date(std::string& text, const MYSQL_TIME& time) {
  append_padded(text, time.year, 4);
  text += '-';
  append_padded(text, time.month, 2);
  text += '-';
  append_padded(text, time.day, 2);
}

void append_clock(std::string& text, const MYSQL_TIME& time) {
  text += 'T';
  append_padded(text, time.hour, 2);
  text += ':';
  append_padded(text, time.minute, 2);
  text += ':';
  append_padded(text, time.second, 2);
  text += '.';
  append_padded(text, time.second_part, 6);
  text += 'Z';
}

std::chrono::microseconds span_of(const MYSQL_TIME& time) noexcept {
  using namespace std::chrono;
  const microseconds span = days(time.day) + hours(time.hour) + minutes(time.minute) + seconds(time.second) +
                            microseconds(static_cast<std::int64_t>(time.second_part));
  return time.neg ? -span : span;
}

}  // namespace

MYSQL_TIME instant_of(std::string_view text) noexcept {
  MYSQL_TIME time{};
  time.year = digits(text, 0, 4);
  time.month = digits(text, 5, 2);
  time.day = digits(text, 8, 2);
  time.hour = digits(text, 11, 2);
  time.minute = digits(text, 14, 2);
  time.second = digits(text, 17, 2);
  time.second_part = digits(text, 20, 6);
  time.time_type = MYSQL_TIMESTAMP_DATETIME;
  return time;
}

void append_text(std::string& text, const MYSQL_TIME& time, enum_field_types type) {
  if (type == MYSQL_TYPE_TIME) return append_text(text, span_of(time));
  append_date(text, time);
  if (type != MYSQL_TYPE_DATE && type != MYSQL_TYPE_NEWDATE) append_clock(text, time);
}

}  // namespace saki
