// SPDX-License-Identifier: Apache-2.0
//
// Field: one field line of a head or of trailers (RFC 9110 section 5), as two views; and the grammar of names and values.
#pragma once

#include <string_view>

namespace saki::http {

struct Field {
  std::string_view name;   // As spelt; compare with same_field_name.
  std::string_view value;  // Without the white space around it.
};

// Whether two field names are one, ASCII letters in either case.
[[nodiscard]] bool same_field_name(std::string_view a, std::string_view b) noexcept;

// token = 1*tchar (RFC 9110 section 5.6.2).
[[nodiscard]] bool is_token(std::string_view text) noexcept;

// Whether `text` can stand as a field's value: no CR, LF, NUL or other control character save HTAB, and no white space at its ends
// (RFC 9110 section 5.5). Bytes from 0x80 pass. May be empty.
[[nodiscard]] bool is_field_value(std::string_view text) noexcept;

}  // namespace saki::http
