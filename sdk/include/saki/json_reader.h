// SPDX-License-Identifier: Apache-2.0
//
// JsonReader: takes a JSON document apart, value by value, without building a tree. The generated codecs stand on it.
//
// Strict RFC 8259: no comments, no trailing commas, no byte order mark; text is valid UTF-8 with paired surrogates; a control
// character in a string is an error. Nothing is allocated, save once for strings that hold escapes. Two things can go wrong and are
// told apart: a value of another kind than asked for (false, ok() stays true, the value is still to be taken), and a malformed
// document (false, ok() is false, and so for every further call).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace saki {

enum class JsonKind : std::uint8_t { Null, Bool, Number, String, Array, Object, None };

enum class JsonFaultCode : std::uint8_t {
  None,
  UnexpectedEnd,
  ExpectedValue,
  ExpectedName,
  ExpectedColon,
  ExpectedCommaOrEnd,
  BadEscape,
  LoneSurrogate,
  ControlCharacter,
  BadUtf8,
  TooDeep,
  TrailingText,
};

struct JsonFault {
  JsonFaultCode code = JsonFaultCode::None;
  std::size_t offset = 0;  // In bytes, from 0.
};

class JsonReader {  // Affinity: one thread.
 public:
  static constexpr std::uint32_t kDepth = 64;  // Arrays and objects within one another, unless told otherwise.

  // Reads `document`, which outlives the reader and the views it gives.
  explicit JsonReader(std::string_view document, std::uint32_t max_depth = kDepth) noexcept : document_(document), max_depth_(max_depth) {}

  // The kind of the value that comes next, by its first character; None, and a fault, when no value can begin here.
  [[nodiscard]] JsonKind kind() noexcept;

  // Each takes the value that comes next if it is of that kind.
  [[nodiscard]] bool read_null() noexcept;
  [[nodiscard]] bool read_bool(bool& into) noexcept;
  [[nodiscard]] bool read_int64(std::int64_t& into) noexcept;    // The value, exactly: 1.0 and 1e3 are integers.
  [[nodiscard]] bool read_uint64(std::uint64_t& into) noexcept;  // False as well, the value taken, where it does not fit.
  [[nodiscard]] bool read_double(double& into) noexcept;         // The nearest; false, the value taken, beyond every double.
  [[nodiscard]] bool read_number(std::string_view& into) noexcept;  // As written.

  // The string with its escapes undone. The view is good until the next call that takes a string or a name.
  [[nodiscard]] bool read_string(std::string_view& into);

  // Enters an object; then `while (reader.next_member(name)) …` takes or skips one value a round. The name is a view as above.
  [[nodiscard]] bool begin_object() noexcept;
  [[nodiscard]] bool next_member(std::string_view& name);

  // Enters an array; then `while (reader.next_element()) …` takes or skips one value a round.
  [[nodiscard]] bool begin_array() noexcept;
  [[nodiscard]] bool next_element() noexcept;

  void skip();  // Takes the next value, whatever it is.

  // The text of the next value, which is taken; empty in a malformed document.
  [[nodiscard]] std::string_view raw_value();

  // True when the document is well-formed and nothing but blanks is left of it.
  [[nodiscard]] bool finish() noexcept;

  [[nodiscard]] bool ok() const noexcept { return fault_.code == JsonFaultCode::None; }
  [[nodiscard]] const JsonFault& fault() const noexcept { return fault_; }
  [[nodiscard]] std::string fault_text() const;  // "expected a value at line 1, column 9"

 private:
  inline void skip_blanks() noexcept;
  inline JsonKind peek() noexcept;
  bool fail(JsonFaultCode code) noexcept;
  bool fail(JsonFaultCode code, std::size_t offset) noexcept;
  [[nodiscard]] bool at_end() const noexcept { return at_ >= document_.size(); }
  inline bool take(char c) noexcept;
  bool take_word(std::string_view word) noexcept;
  bool begin(JsonKind kind) noexcept;
  inline bool next(char close) noexcept;
  inline bool take_number(std::string_view& into) noexcept;
  inline void skip_integers() noexcept;
  bool take_string(std::string_view& into);
  bool take_plain(std::string_view& into) noexcept;
  bool take_escaped(std::string_view& into);
  bool take_escape();
  bool take_unicode_escape();
  [[nodiscard]] int hex4() noexcept;

  std::string_view document_;
  std::size_t at_ = 0;
  std::uint32_t depth_ = 0;
  std::uint32_t max_depth_;
  bool fresh_ = false;  // Just inside a container: no comma is due.
  JsonFault fault_;
  std::string unescaped_;
};

}  // namespace saki
