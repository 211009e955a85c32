// SPDX-License-Identifier: Apache-2.0
#include "saki/log/log_format.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "base/json_text.h"
#include "log/line_builder.h"

namespace saki {
namespace {

// A value as a token: how it reads, and whether it is a text that JSON puts into quotes.
struct Token {
  std::string text;
  bool is_text;
};

template <class Number>
std::string number_text(Number number) {
  std::array<char, 32> digits{};
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  return {digits.data(), result.ptr};
}

Token token_of(const LogValue& value) {
  struct Visitor {
    Token operator()(std::monostate) const { return {"null", false}; }
    Token operator()(bool held) const { return {held ? "true" : "false", false}; }
    Token operator()(std::int64_t held) const { return {number_text(held), false}; }
    Token operator()(std::uint64_t held) const { return {number_text(held), false}; }
    Token operator()(double held) const { return {std::isfinite(held) ? number_text(held) : "null", false}; }
    Token operator()(std::string_view held) const { return {std::string(held), true}; }
    Token operator()(const Error& held) const { return {held.text(), true}; }
  };
  return std::visit(Visitor{}, value.held());
}

// A name of a field or a stream, with `_` for what would make it more than one word.
std::string word_of(std::string_view name) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
  std::string word(name);
  std::replace_if(word.begin(), word.end(), [=](char letter) { return kAllowed.find(letter) == std::string_view::npos; }, '_');
  return word.empty() ? "_" : word;
}

// True when `text` can stand without quotes: no control character, nothing that looks like a field, a quote or an escape.
bool is_plain(std::string_view text, std::string_view forbidden) {
  if (text.empty() || text.find_first_of(forbidden) != std::string_view::npos) return false;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (!point.valid || is_control(point.value)) return false;
    text.remove_prefix(point.length);
  }
  return true;
}

void put_text(LineBuilder& line, std::string_view text, std::string_view forbidden) {
  if (is_plain(text, forbidden)) {
    line.put_escaped(text);
  } else {
    line.put_quoted(text);
  }
}

void append_text_line(std::string& out, const LogRecord& record, std::size_t limit_bytes) {
  LineBuilder line(out, limit_bytes);
  append_timestamp(out, record.time);
  const std::string_view level = level_name(record.level);
  line.put(" " + std::string(level) + std::string(6 - level.size(), ' '));
  if (!record.logger.empty()) line.put(word_of(record.logger) + ": ");
  put_text(line, record.message, "\"\\=");
  for (const LogField& field : record.fields) {
    if (line.cut()) break;
    const Token token = token_of(field.value);
    const std::string name = " " + word_of(field.name) + "=";
    if (!line.fits(name.size() + 2)) break;
    line.put(name);
    put_text(line, token.text, "\"\\= ");
  }
  line.finish(record.truncated || line.cut() ? " truncated=true\n" : "\n");
}

// The keys that every line has keep their meaning: a field of that name gets a `_` behind it.
std::string json_key(std::string_view name) {
  constexpr std::array<std::string_view, 6> kTaken{"time", "level", "logger", "message", "truncated", ""};
  const bool taken = std::find(kTaken.begin(), kTaken.end(), name) != kTaken.end();
  std::string key = ",";
  append_json_string(key, std::string(name) + (taken ? "_" : ""));
  return key + ":";
}

void put_json_value(LineBuilder& line, const Token& token) {
  if (token.is_text) {
    line.put_quoted(token.text);
  } else {
    line.put(token.text);
  }
}

void append_json_line(std::string& out, const LogRecord& record, std::size_t limit_bytes) {
  LineBuilder line(out, limit_bytes);
  out += "{\"time\":\"";
  append_timestamp(out, record.time);
  line.put("\",\"level\":\"" + std::string(level_name(record.level)) + "\"");
  if (!record.logger.empty()) line.put(",\"logger\":\"" + word_of(record.logger) + "\"");
  line.put(",\"message\":");
  line.put_quoted(record.message);
  for (const LogField& field : record.fields) {
    const Token token = token_of(field.value);
    const std::string key = json_key(field.name);
    if (!line.fits(key.size() + (token.is_text ? 2 : token.text.size()))) break;
    line.put(key);
    put_json_value(line, token);
  }
  line.finish(record.truncated || line.cut() ? ",\"truncated\":true}\n" : "}\n");
}

}  // namespace

void append_line(std::string& out, const LogRecord& record, LogFormat format, std::size_t limit_bytes) {
  if (format == LogFormat::Text) {
    append_text_line(out, record, limit_bytes);
  } else {
    append_json_line(out, record, limit_bytes);
  }
}

void append_timestamp(std::string& out, WallTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::array<char, 64> text{};
  const int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", static_cast<int>(date.year()),
                                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                                   static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                                   static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  out.append(text.data(), static_cast<std::size_t>(length));
}

}  // namespace saki
