// SPDX-License-Identifier: Apache-2.0
//
// JsonWriter: writes a JSON document piece by piece, without blanks, behind what a string already holds or into a fixed buffer.
//
// A string holds what was written once a whole value was; before that its end is not yet where it will be. A buffer with a string behind
// it serves documents that are mostly small: one that outgrows the buffer moves to the string as a whole.
//
// What comes out is well-formed RFC 8259 as long as calls nest as the document does (asserted in debug builds): text that is not UTF-8
// gets U+FFFD for each bad byte, a double that is no number becomes `null`.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "saki/base/check.h"
#include "saki/json_name.h"

namespace saki {

class JsonWriter {  // Affinity: one thread.
 public:
  // Appends to `into`, which outlives the writer.
  explicit JsonWriter(std::string& into) noexcept : text_(&into) {}

  // Fills `into`; past its end nothing is written and overflowed() says so.
  explicit JsonWriter(std::span<char> into) noexcept : next_(into.data()), end_(into.data() + into.size()), begin_(into.data()) {}

  // Fills `buffer`, or writes into `large`, which is empty and gets memory when it is needed. Both outlive the writer.
  JsonWriter(std::span<char> buffer, std::string& large) noexcept : JsonWriter(buffer) { text_ = &large; }

  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  void name(std::string_view name);
  template <JsonName Name>
  void member() {  // As name().
    if constexpr (Name.is_plain()) {
      SAKI_ASSERT(depth_ > 0, "a member's name outside an object");
      static constexpr auto kText = Name.with_comma();
      std::exchange(comma_due_, false) ? put_constant<kText.size()>(kText.data()) : put_constant<kText.size() - 1>(kText.data() + 1);
    } else {
      name(Name.text());
    }
  }

  void null() { word("null"); }
  void boolean(bool value) { word(value ? "true" : "false"); }
  void string(std::string_view value) {
    put_quoted(value);
    value_ended();
  }
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
  [[nodiscard]] std::string_view in_buffer() const noexcept { return {begin_, written()}; }

 private:
  void begin(char open) {
    if (char* const out = room_for_value(1)) *out = open;
    ++depth_;
    comma_due_ = false;
  }
  void end(char close) {
    SAKI_ASSERT(depth_ > 0, "an end without its begin");
    --depth_;
    put(close);
    value_ended();
  }
  void word(std::string_view text);
  void put(char c) {
    if (char* const out = room(1)) *out = c;
  }
  void put(std::string_view text);
  template <std::size_t Count>
  void put_constant(const char* text) {
    if (char* const out = room(Count)) std::memcpy(out, text, Count);
  }

  // For so many bytes, which count as written; null where they do not fit.
  [[nodiscard]] char* room(std::size_t count) {
    return static_cast<std::size_t>(end_ - next_) >= count ? std::exchange(next_, next_ + count) : more_room(count);
  }
  [[nodiscard]] char* more_room(std::size_t count);

  // The same for a value, behind the comma that it may need.
  [[nodiscard]] char* room_for_value(std::size_t count) {
    SAKI_ASSERT(depth_ > 0 || !comma_due_, "a second value at the top");
    char* out = room(count + (comma_due_ ? 1 : 0));
    if (out != nullptr && comma_due_) *out++ = ',';
    return out;
  }
  void value_ended() {
    comma_due_ = true;
    if (depth_ == 0 && text_ != nullptr && begin_ == text_->data()) text_ended();
  }
  void text_ended();
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
