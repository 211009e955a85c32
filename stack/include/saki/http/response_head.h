// SPDX-License-Identifier: Apache-2.0
//
// ResponseHead: what an answer begins with, as the handler gives it.
//
// Date, Content-Length, Transfer-Encoding and Connection are the server's own: it adds what the framing and the connection need, and
// refuses fields of those names (is_reserved_field). Names must be tokens and values hold no CR, LF or NUL; an answer that breaks this
// is refused as a whole and nothing of it is sent, so that a response cannot be split.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "saki/http/field.h"
#include "saki/http/status.h"

namespace saki::http {

enum class FieldCheck : std::uint8_t {
  Due,
  Done,  // Each is a constant, or was found sendable (is_sendable) when it was set: it is not looked at again.
};

struct ResponseHead {
  Status status = Status::Ok;
  std::span<const Field> fields;
  FieldCheck field_check = FieldCheck::Due;  // Of the media type as well.
  std::string_view media_type = {};          // Goes out as Content-Type before the fields; empty for none.
};

// Whether the server alone sets fields of that name.
[[nodiscard]] bool is_reserved_field(std::string_view name) noexcept;

// Whether the field may be sent: a token that is not reserved, and a field value.
[[nodiscard]] bool is_sendable(const Field& field) noexcept;

// The same of the media type and of each field.
[[nodiscard]] bool has_sendable_fields(const ResponseHead& head) noexcept;

// Whether it may also be sent behind the content: nothing that says how to read, route, cache or authenticate what came before it
// (RFC 9110 section 6.5.1).
[[nodiscard]] bool is_trailer(const Field& field) noexcept;

}  // namespace saki::http
