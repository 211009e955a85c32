// SPDX-License-Identifier: Apache-2.0
//
// JsonWriter: writes a JSON document piece by piece, without blanks, behind what a string already holds or into a fixed buffer.
//
// A string holds what was written once a whole value was; before that its end is not yet where it will be.
//
// What comes out is well-formed RFC 8259 as long as calls nest as the document does (asserted in debug builds): text that is not UTF-8
// gets U+FFFD for each bad byte, a double that is no number becomes `null`.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "saki/json_name.h"

namespace saki {

class JsonWriter {  // Affinity: one thread.
 public:
  // Appends to `into`, which outlives the writer.
  explicit JsonWriter(std::string& into) noexcept : text_(&into) {}

  // Fills `into`; past its end nothing is written and overflowed() says so.
  explicit JsonWriter(std::span<char> into) noexcept : next_(into.data()), end_(into.data() + into.size()), begin_(into.data()) {}

  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  void name(std::string_view name);
  void member(JsonName name) { name.is_plain() ? put_name(name.text()) : this->name(name.text()); }  // As name().

  void null() { word("null"); }
  void boolean(bool value) { word(value ? "true" : "false"); }
  void string(std::string_view value);
  void number(double value);  // The shortest text that reads back as the same double.
  void integer(std::int64_t value);
  void integer(std::uint64_t value);
  template <std::integral I>
  void integer(I value) {
    if constexpr (std::is_signed_v<I>) {
      integer(static_cast<std::int64_t>(value));
    } else {
      integer(static_cast<std::uint64_t>(value));
    }
  }

  // Puts text that is JSON already, one whole value.
  void raw(std::string_view json) { word(json); }

  // Opens a string whose content the caller appends piecewise with chars(), which needs no escaping, until close_string().
  void open_string();
  void chars(std::string_view plain) { put(plain); }
  void close_string();

  [[nodiscard]] bool overflowed() const noexcept { return overflowed_; }
  [[nodiscard]] std::size_t written() const noexcept { return static_cast<std::size_t>(next_ - begin_); }  // Of a fixed buffer.

 private:
  void begin(char open);
  void end(char close);
  void word(std::string_view text);
  void before_value();
  void put(char c) {
    if (char* const out = room(1)) *out = c;
  }
  void put_name(std::string_view plain);
  void put(std::string_view text);
  [[nodiscard]] char* room(std::size_t count) {  // For so many bytes, which count as written; null where they do not fit.
    return static_cast<std::size_t>(end_ - next_) >= count ? std::exchange(next_, next_ + count) : more_room(count);
  }
  [[nodiscard]] char* more_room(std::size_t count);
  void value_ended();
  void put_quoted(std::string_view text);
  void put_escaping(std::string_view text);
  void put_escaped(char c);

  std::string* text_ = nullptr;
  char* next_ = nullptr;
  char* end_ = nullptr;
  char* begin_ = nullptr;
  std::uint32_t depth_ = 0;
  bool comma_due_ = false;
  bool overflowed_ = false;
};

}  // namespace saki
