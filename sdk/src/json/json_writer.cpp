// SPDX-License-Identifier: Apache-2.0
#include "saki/json_writer.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "saki/base/check.h"
#include "saki/base/utf8.h"
#include "saki/spare_text.h"
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
  put_quoted(name);
  put(':');
  comma_due_ = false;
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
  if (char* const out = room_for_value(1)) *out = '"';
}

void JsonWriter::close_string() {
  put('"');
  value_ended();
}

void JsonWriter::word(std::string_view text) {
  if (char* const out = room_for_value(text.size())) text.copy(out, text.size());
  value_ended();
}

// The string takes part in what was written into its memory whenever a whole document is there.
void JsonWriter::text_ended() {
  text_->resize(written());
  next_ = end_ = begin_ = nullptr;
}

// The string is made as large as its memory, and more when that is too little.
char* JsonWriter::more_room(std::size_t count) {
  if (text_ == nullptr) {
    overflowed_ = true;
    end_ = next_;
    return nullptr;
  }
  const std::string_view before = begin_ == nullptr ? std::string_view(*text_) : in_buffer();
  const bool moves = before.data() != text_->data();
  if (moves) *text_ = take_spare_text();
  const std::size_t size = std::max(before.size() + count, text_->capacity());
  text_->resize_and_overwrite(size, [size](char*, std::size_t) { return size; });  // GCC 12 passes the capacity instead.
  if (moves) before.copy(text_->data(), before.size());
  begin_ = text_->data();
  next_ = begin_ + before.size() + count;
  end_ = begin_ + size;
  return next_ - count;
}

void JsonWriter::put(std::string_view text) {
  char* const out = room(text.size());
  if (out != nullptr) text.copy(out, text.size());
}

// Most texts need no escaping.
void JsonWriter::put_quoted(std::string_view text) {
  char* out = room_for_value(text.size() + 2);
  if (out == nullptr) return;
  *out++ = '"';
  const std::size_t plain = copy_plain_prefix(text, out);
  out += plain;
  if (plain == text.size()) {
    *out = '"';
  } else {
    next_ = out;
    put_escaping(text.substr(plain));
    put('"');
  }
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
