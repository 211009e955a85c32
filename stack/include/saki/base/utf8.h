// SPDX-License-Identifier: Apache-2.0
//
// UTF-8 (RFC 3629): checked, counted, read and written. Overlong forms, surrogates and values past U+10FFFF are not UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace saki {

// How many bytes of `text`, from its start, are well-formed; text.size() when all of it is. Affinity: any (all of this header).
[[nodiscard]] std::size_t valid_utf8_prefix(std::string_view text) noexcept;

[[nodiscard]] inline bool is_utf8(std::string_view text) noexcept { return valid_utf8_prefix(text) == text.size(); }

// How many bytes of `text`, from its start, stand for themselves in a quoted string: ASCII without control characters (DEL is none here),
// quotation marks and backslashes.
[[nodiscard]] std::size_t plain_prefix(std::string_view text) noexcept;

// Copies that prefix of `text` to `into`, which holds all of `text` and may be written to as far; returns its length.
[[nodiscard]] std::size_t copy_plain_prefix(std::string_view text, char* into) noexcept;

// The number of code points of well-formed `text`.
[[nodiscard]] std::size_t code_point_count(std::string_view text) noexcept;

// Reads the code point that starts at `at` in well-formed `text` and moves `at` behind it.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at) noexcept;

struct CodePoint {
  char32_t value = 0;      // U+FFFD where the bytes are ill-formed.
  std::size_t length = 0;  // Bytes taken: 1 for an ill-formed byte, 0 only for an empty text.
  bool valid = false;
};

// The code point at the start of any `text`.
[[nodiscard]] CodePoint first_code_point(std::string_view text) noexcept;

// The longest prefix of at most `limit_bytes` that does not cut a code point in two.
[[nodiscard]] std::string_view utf8_cut(std::string_view text, std::size_t limit_bytes) noexcept;

// Appends `code_point`; what cannot be encoded (surrogates, past U+10FFFF) becomes U+FFFD.
void append_utf8(std::string& text, char32_t code_point);

// Appends `text` with each ill-formed byte as U+FFFD.
void append_valid_utf8(std::string& into, std::string_view text);

}  // namespace saki
