// SPDX-License-Identifier: Apache-2.0
#include "saki/json_reader.h"

#include <array>
#include <limits>
#include <utility>

#include "saki/base/utf8.h"
#include "text/hex.h"
#include "text/number.h"
#include "web/planted_bug.h"

namespace saki {

using namespace text;

namespace {

// What a value is, by its first byte.
constexpr auto kKinds = [] {
  std::array<JsonKind, 256> kinds;
  kinds.fill(JsonKind::None);
  for (const char digit : std::string_view("-0123456789")) kinds[static_cast<unsigned char>(digit)] = JsonKind::Number;
  kinds['n'] = JsonKind::Null;
  kinds['t'] = kinds['f'] = JsonKind::Bool;
  kinds['"'] = JsonKind::String;
  kinds['['] = JsonKind::Array;
  kinds['{'] = JsonKind::Object;
  return kinds;
}();

constexpr const char* text_of(JsonFaultCode code) noexcept {
  switch (code) {
    case JsonFaultCode::None: return "no error";
    case JsonFaultCode::UnexpectedEnd: return "the text ends too early";
    case JsonFaultCode::ExpectedValue: return "expected a value";
    case JsonFaultCode::ExpectedName: return "expected a member's name in quotes";
    case JsonFaultCode::ExpectedColon: return "expected a colon";
    case JsonFaultCode::ExpectedCommaOrEnd: return "expected a comma or the end of the array or object";
    case JsonFaultCode::BadEscape: return "no such escape";
    case JsonFaultCode::LoneSurrogate: return "half of a surrogate pair";
    case JsonFaultCode::ControlCharacter: return "a control character in a string";
    case JsonFaultCode::BadUtf8: return "text that is not UTF-8";
    case JsonFaultCode::TooDeep: return "too many arrays and objects within one another";
    case JsonFaultCode::TrailingText: return "expected the end of the text";
  }
  return "malformed";
}

constexpr bool is_blank(char c) noexcept {
  return c <= ' ' && (c == ' ' || c == '\n' || c == '\t' || c == '\r' || (kBugPlanted && c == '\f'));
}

}  // namespace

inline void JsonReader::skip_blanks() noexcept {
  while (!at_end() && is_blank(document_[at_])) ++at_;
}

inline bool JsonReader::take(char c) noexcept {
  if (at_end() || document_[at_] != c) return false;
  ++at_;
  return true;
}

inline JsonKind JsonReader::peek() noexcept {
  if (!ok()) return JsonKind::None;
  skip_blanks();
  if (!at_end()) [[likely]] {
    const JsonKind kind = kKinds[static_cast<unsigned char>(document_[at_])];
    if (kind != JsonKind::None) return kind;
  }
  fail(at_end() ? JsonFaultCode::UnexpectedEnd : JsonFaultCode::ExpectedValue);
  return JsonKind::None;
}

JsonKind JsonReader::kind() noexcept { return peek(); }

bool JsonReader::read_null() noexcept { return kind() == JsonKind::Null && take_word("null"); }

bool JsonReader::read_bool(bool& into) noexcept {
  if (kind() != JsonKind::Bool) return false;
  into = document_[at_] == 't';
  return take_word(into ? "true" : "false");
}

inline bool JsonReader::take_number(std::string_view& into) noexcept {
  const char* const start = document_.data() + at_;
  const std::size_t length = number_length({start, document_.data() + document_.size()});
  if (length == 0) return fail(JsonFaultCode::ExpectedValue);
  into = {start, length};
  at_ += length;
  return true;
}

bool JsonReader::read_number(std::string_view& into) noexcept { return kind() == JsonKind::Number && take_number(into); }

bool JsonReader::read_int64(std::int64_t& into) noexcept {
  std::string_view text;
  if (!read_number(text)) return false;
  const WholeNumber number = number_to_integer(text);
  constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (number.outcome != IntegerOutcome::Ok || number.magnitude > kMax + (number.negative ? 1 : 0)) return false;
  into = static_cast<std::int64_t>(number.negative ? std::uint64_t{0} - number.magnitude : number.magnitude);
  return true;
}

bool JsonReader::read_uint64(std::uint64_t& into) noexcept {
  std::string_view text;
  if (!read_number(text)) return false;
  const WholeNumber number = number_to_integer(text);
  if (number.outcome != IntegerOutcome::Ok || (number.negative && number.magnitude > 0)) return false;
  into = number.magnitude;
  return true;
}

bool JsonReader::read_double(double& into) noexcept {
  std::string_view text;
  return read_number(text) && number_to_double(text, into);
}

bool JsonReader::read_string(std::string_view& into) { return kind() == JsonKind::String && take_string(into); }

bool JsonReader::begin_object() noexcept { return begin(JsonKind::Object); }
bool JsonReader::begin_array() noexcept { return begin(JsonKind::Array); }

inline bool JsonReader::next(char close) noexcept {
  if (!ok()) return false;
  skip_blanks();
  const bool fresh = std::exchange(fresh_, false);
  const char found = at_end() ? '\0' : document_[at_];
  if (found == close) {
    ++at_;
    --depth_;
    return false;
  }
  if (fresh) return true;
  if (found != ',') return fail(at_end() ? JsonFaultCode::UnexpectedEnd : JsonFaultCode::ExpectedCommaOrEnd);
  ++at_;
  return true;
}

bool JsonReader::next_member(std::string_view& name) {
  if (!next('}')) return false;
  skip_blanks();
  if (at_end()) return fail(JsonFaultCode::UnexpectedEnd);
  if (document_[at_] != '"') return fail(JsonFaultCode::ExpectedName);
  if (!take_string(name)) return false;
  skip_blanks();
  return take(':') || fail(at_end() ? JsonFaultCode::UnexpectedEnd : JsonFaultCode::ExpectedColon);
}

bool JsonReader::next_element() noexcept { return next(']'); }

// Takes plain integers with the commas behind them, of which long arrays are mostly made, as far as they go. Then an element is due, as
// before.
inline void JsonReader::skip_integers() noexcept {
  const char* const end = document_.data() + document_.size();
  const char* rest = document_.data() + at_;
  for (;;) {
    const char* digits = rest;
    while (digits != end && is_blank(*digits)) ++digits;
    const char* const behind = digits_end(digits, end);
    const bool is_number = behind != digits && (*digits != '0' || behind - digits == 1);
    if (!is_number || behind == end || *behind != ',') break;
    rest = behind + 1;
  }
  at_ = static_cast<std::size_t>(rest - document_.data());
}

// Recursion goes as deep as the document, which max_depth bounds.
void JsonReader::skip() {
  std::string_view text;
  bool truth = false;
  switch (peek()) {
    case JsonKind::Null: static_cast<void>(read_null()); return;
    case JsonKind::Bool: static_cast<void>(read_bool(truth)); return;
    case JsonKind::Number: static_cast<void>(take_number(text)); return;
    case JsonKind::String: static_cast<void>(take_string(text)); return;
    case JsonKind::Array:
      if (!begin_array()) return;
      while (next_element()) {
        skip_integers();
        skip();
      }
      return;
    case JsonKind::Object:
      if (!begin_object()) return;
      while (next_member(text)) skip();
      return;
    case JsonKind::None: return;
  }
}

std::string_view JsonReader::raw_value() {
  static_cast<void>(kind());
  const std::size_t start = at_;
  skip();
  return ok() ? document_.substr(start, at_ - start) : std::string_view{};
}

bool JsonReader::finish() noexcept {
  if (!ok()) return false;
  skip_blanks();
  return at_end() || fail(JsonFaultCode::TrailingText);
}

std::string JsonReader::fault_text() const {
  const std::string_view before = document_.substr(0, fault_.offset);
  std::size_t line = 1;
  std::size_t line_start = 0;
  for (std::size_t at = 0; at < before.size(); ++at) {
    if (before[at] != '\n') continue;
    ++line;
    line_start = at + 1;
  }
  const std::size_t column = code_point_count(before.substr(line_start)) + 1;
  return std::string(text_of(fault_.code)) + " at line " + std::to_string(line) + ", column " + std::to_string(column);
}

bool JsonReader::fail(JsonFaultCode code) noexcept { return fail(code, at_); }

bool JsonReader::fail(JsonFaultCode code, std::size_t offset) noexcept {
  if (ok()) fault_ = {code, offset};
  return false;
}

bool JsonReader::take_word(std::string_view word) noexcept {
  if (!document_.substr(at_).starts_with(word)) return fail(JsonFaultCode::ExpectedValue);
  at_ += word.size();
  return true;
}

bool JsonReader::begin(JsonKind wanted) noexcept {
  if (kind() != wanted) return false;
  if (depth_ == max_depth_) return fail(JsonFaultCode::TooDeep);
  ++depth_;
  ++at_;
  fresh_ = true;
  return true;
}

// The opening quote is next. Most strings hold no escape and are given as they stand.
bool JsonReader::take_string(std::string_view& into) {
  ++at_;
  if (!take_plain(into)) return false;
  return take('"') || take_escaped(into);
}

// What stands before the next quotation mark or backslash. Only text beyond ASCII needs a second look.
bool JsonReader::take_plain(std::string_view& into) noexcept {
  const std::size_t start = at_;
  bool is_ascii = true;
  for (;;) {
    at_ += plain_prefix(document_.substr(at_));
    if (at_end()) return fail(JsonFaultCode::UnexpectedEnd);
    const auto stop = static_cast<unsigned char>(document_[at_]);
    if (stop == '"' || stop == '\\') break;
    if (stop < 0x20) return fail(JsonFaultCode::ControlCharacter);
    is_ascii = false;
    while (!at_end() && static_cast<unsigned char>(document_[at_]) >= 0x80) ++at_;
  }
  into = document_.substr(start, at_ - start);
  const std::size_t valid = is_ascii ? into.size() : valid_utf8_prefix(into);
  return valid == into.size() || fail(JsonFaultCode::BadUtf8, start + valid);
}

// A backslash is next; `into` is what stands before it.
bool JsonReader::take_escaped(std::string_view& into) {
  unescaped_.assign(into);
  do {
    std::string_view plain;
    if (!take_escape() || !take_plain(plain)) return false;
    unescaped_.append(plain);
  } while (!take('"'));
  into = unescaped_;
  return true;
}

bool JsonReader::take_escape() {
  ++at_;  // The backslash.
  if (at_end()) return fail(JsonFaultCode::UnexpectedEnd);
  switch (document_[at_]) {
    case '"': unescaped_.push_back('"'); break;
    case '\\': unescaped_.push_back('\\'); break;
    case '/': unescaped_.push_back('/'); break;
    case 'b': unescaped_.push_back('\b'); break;
    case 'f': unescaped_.push_back('\f'); break;
    case 'n': unescaped_.push_back('\n'); break;
    case 'r': unescaped_.push_back('\r'); break;
    case 't': unescaped_.push_back('\t'); break;
    case 'u': return take_unicode_escape();
    default: return fail(JsonFaultCode::BadEscape, at_ - 1);
  }
  ++at_;
  return true;
}

bool JsonReader::take_unicode_escape() {
  const std::size_t escape = at_ - 1;
  ++at_;  // The `u`.
  const int unit = hex4();
  if (unit < 0) return fail(JsonFaultCode::BadEscape, escape);
  if (unit < 0xD800 || unit > 0xDFFF) {
    append_utf8(unescaped_, static_cast<char32_t>(unit));
    return true;
  }
  if (unit > 0xDBFF || !document_.substr(at_).starts_with("\\u")) return fail(JsonFaultCode::LoneSurrogate, escape);
  at_ += 2;
  const int low = hex4();
  if (low < 0xDC00 || low > 0xDFFF) return fail(low < 0 ? JsonFaultCode::BadEscape : JsonFaultCode::LoneSurrogate, escape);
  append_utf8(unescaped_, static_cast<char32_t>(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)));
  return true;
}

// Takes four hexadecimal digits; -1 when they are not there.
int JsonReader::hex4() noexcept {
  if (document_.size() - at_ < 4) return -1;
  int value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const int digit = hex_value(document_[at_ + i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  at_ += 4;
  return value;
}

}  // namespace saki
