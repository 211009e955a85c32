// SPDX-License-Identifier: Apache-2.0
#include "saki/json_writer.h"

#include <charconv>
#include <cmath>
#include <utility>

#include "saki/base/check.h"
#include "saki/base/utf8.h"
#include "text/hex.h"

namespace saki {

using namespace text;

namespace {

constexpr bool needs_escape(char c) noexcept { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

// The letter of a two-character escape; 0 where there is none.
constexpr char escape_letter(char c) noexcept {
  switch (c) {
    case '"': return '"';
    case '\\': return '\\';
    case '\b': return 'b';
    case '\f': return 'f';
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    default: return 0;
  }
}

}  // namespace

void JsonWriter::name(std::string_view name) {
  SAKI_ASSERT(depth_ > 0, "a member's name outside an object");
  put_quoted(name, comma_due_ ? ",\"" : "\"", "\":");
  comma_due_ = false;
}

void JsonWriter::string(std::string_view value) {
  SAKI_ASSERT(depth_ > 0 || !comma_due_, "a second value at the top");
  put_quoted(value, comma_due_ ? ",\"" : "\"", "\"");
  comma_due_ = true;
}

void JsonWriter::number(double value) {
  if (!std::isfinite(value)) return null();
  char buffer[32];
  word({buffer, static_cast<std::size_t>(std::to_chars(buffer, buffer + sizeof buffer, value).ptr - buffer)});
}

void JsonWriter::integer(std::int64_t value) {
  char buffer[24];
  word({buffer, static_cast<std::size_t>(std::to_chars(buffer, buffer + sizeof buffer, value).ptr - buffer)});
}

void JsonWriter::integer(std::uint64_t value) {
  char buffer[24];
  word({buffer, static_cast<std::size_t>(std::to_chars(buffer, buffer + sizeof buffer, value).ptr - buffer)});
}

void JsonWriter::open_string() {
  before_value();
  put('"');
}

void JsonWriter::close_string() { put('"'); }

void JsonWriter::begin(char open) {
  before_value();
  put(open);
  ++depth_;
  comma_due_ = false;
}

void JsonWriter::end(char close) {
  SAKI_ASSERT(depth_ > 0, "an end without its begin");
  --depth_;
  put(close);
  comma_due_ = true;
}

void JsonWriter::word(std::string_view text) {
  before_value();
  put(text);
}

void JsonWriter::before_value() {
  SAKI_ASSERT(depth_ > 0 || !comma_due_, "a second value at the top");
  if (comma_due_) put(',');
  comma_due_ = true;
}

char* JsonWriter::room(std::size_t count) {
  if (text_ != nullptr) {
    const std::size_t size = text_->size();
    const std::size_t grown = size + count;
    text_->resize_and_overwrite(grown, [grown](char*, std::size_t) { return grown; });  // GCC 12 passes the capacity instead.
    return text_->data() + size;
  }
  overflowed_ = overflowed_ || static_cast<std::size_t>(end_ - next_) < count;
  return overflowed_ ? nullptr : std::exchange(next_, next_ + count);
}

void JsonWriter::put(std::string_view text) {
  char* const out = room(text.size());
  if (out != nullptr) text.copy(out, text.size());
}

// Most texts need no escaping and are put in one piece.
void JsonWriter::put_quoted(std::string_view text, std::string_view before, std::string_view behind) {
  if (plain_prefix(text) != text.size()) {
    put(before);
    put_escaping(text);
    return put(behind);
  }
  char* out = room(before.size() + text.size() + behind.size());
  if (out == nullptr) return;
  for (const char c : before) *out++ = c;
  out += text.copy(out, text.size());
  for (const char c : behind) *out++ = c;
}

void JsonWriter::put_escaping(std::string_view text) {
  if (!is_utf8(text)) {
    std::string mended;
    append_valid_utf8(mended, text);
    return put_escaping(mended);
  }
  std::size_t plain = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!needs_escape(text[at])) continue;
    put(text.substr(plain, at - plain));
    put_escaped(text[at]);
    plain = at + 1;
  }
  put(text.substr(plain));
}

void JsonWriter::put_escaped(char c) {
  if (const char letter = escape_letter(c); letter != 0) {
    const char escape[] = {'\\', letter};
    return put({escape, sizeof escape});
  }
  const auto code = static_cast<unsigned char>(c);
  const char escape[] = {'\\', 'u', '0', '0', kHexDigits[code >> 4], kHexDigits[code & 0x0FU]};
  put({escape, sizeof escape});
}

}  // namespace saki
