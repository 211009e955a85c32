// SPDX-License-Identifier: Apache-2.0
#include "saki/text_value.h"

#include <charconv>
#include <cmath>
#include <utility>

#include "saki/base/utf8.h"
#include "text/calendar.h"
#include "text/number.h"

namespace saki {

using namespace text;

namespace {

template <class Integer>
bool parse_integer(std::string_view text, Integer& into) noexcept {
  const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  if (digits.size() > 1 && digits.front() == '0') return false;
  Integer value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return false;
  into = value;
  return true;
}

template <class Number>
void append_number(std::string& text, Number value) {
  char buffer[32];
  text.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
}

template <class T, class U>
bool keep(Result<U> parsed, T& into) {
  if (!parsed) return false;
  into = *std::move(parsed);
  return true;
}

}  // namespace

bool parse_text(std::string_view text, bool& into) noexcept {
  if (text != "true" && text != "false") return false;
  into = text == "true";
  return true;
}

bool parse_text(std::string_view text, std::int32_t& into) noexcept { return parse_integer(text, into); }
bool parse_text(std::string_view text, std::int64_t& into) noexcept { return parse_integer(text, into); }
bool parse_text(std::string_view text, std::uint32_t& into) noexcept { return parse_integer(text, into); }
bool parse_text(std::string_view text, std::uint64_t& into) noexcept { return parse_integer(text, into); }

bool parse_text(std::string_view text, double& into) noexcept {
  if (text.empty() || number_length(text) != text.size()) return false;
  return number_to_double(text, into);
}

bool parse_text(std::string_view text, std::string& into) {
  if (!is_utf8(text)) return false;
  into = text;
  return true;
}

bool parse_text(std::string_view text, Bytes& into) { return keep(Bytes::from_base64(text), into); }
bool parse_text(std::string_view text, Timestamp& into) noexcept { return keep(Timestamp::parse(text), into); }
bool parse_text(std::string_view text, std::chrono::year_month_day& into) noexcept { return keep(parse_date(text), into); }
bool parse_text(std::string_view text, std::chrono::microseconds& into) noexcept { return keep(parse_microseconds(text), into); }
bool parse_text(std::string_view text, Uuid& into) noexcept { return keep(Uuid::parse(text), into); }

void append_text(std::string& text, bool value) { text.append(value ? "true" : "false"); }
void append_text(std::string& text, std::int32_t value) { append_number(text, value); }
void append_text(std::string& text, std::int64_t value) { append_number(text, value); }
void append_text(std::string& text, std::uint32_t value) { append_number(text, value); }
void append_text(std::string& text, std::uint64_t value) { append_number(text, value); }
void append_text(std::string& text, double value) { append_number(text, value); }
void append_text(std::string& text, std::string_view value) { text.append(value); }
void append_text(std::string& text, const char* value) { text.append(value); }
void append_text(std::string& text, const Bytes& value) { append_base64(text, value.view()); }
void append_text(std::string& text, const Timestamp& value) { text.append(value.text()); }
void append_text(std::string& text, std::chrono::year_month_day value) { append_date(text, value); }
void append_text(std::string& text, std::chrono::microseconds value) { append_microseconds(text, value); }
void append_text(std::string& text, const Uuid& value) { text.append(value.text()); }

}  // namespace saki
