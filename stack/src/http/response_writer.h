// SPDX-License-Identifier: Apache-2.0
//
// The head of an HTTP/1.1 answer as bytes: sized first, then written in one pass without a check in between.
//
//   status-line Date [ Connection ] [ Content-Length / Transfer-Encoding ] [ Content-Type ] *( field ) CRLF
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "saki/base/bytes.h"
#include "saki/base/check.h"
#include "saki/http/response_head.h"

namespace saki::http {

enum class ContentFraming : std::uint8_t {
  None,        // No content and no length: 1xx, 204, 304.
  Length,      // Content-Length.
  Chunked,     // Transfer-Encoding: chunked.
  UntilClose,  // The connection's end is the content's (HTTP/1.0).
};

enum class ConnectionField : std::uint8_t { Absent, Close, KeepAlive };

struct AnswerHead {
  const ResponseHead& head;
  std::string_view date_line;  // Of DateCache.
  ContentFraming framing = ContentFraming::None;
  std::uint64_t length = 0;  // With ContentFraming::Length.
  ConnectionField connection = ConnectionField::Absent;
};

inline constexpr std::size_t kServersBytes = 256;  // Room for all of a head but the text of its media type and its fields.

// Room for the fields, and for what goes with them.
[[nodiscard]] std::size_t field_bound(std::span<const Field> fields) noexcept;

// Whether the head may be sent: its status has three digits, and each field was checked or is sendable.
[[nodiscard]] inline bool may_be_sent(const ResponseHead& head) noexcept {
  const std::uint16_t code = status_code(head.status);
  if (code < 100 || code > 599) return false;
  if (head.field_check == FieldCheck::Due) return has_sendable_fields(head);
  SAKI_ASSERT(has_sendable_fields(head), "a field that was never checked is said to be");
  return true;
}

// An upper bound of the bytes that write_head puts out for it.
[[nodiscard]] inline std::size_t head_bound(const ResponseHead& head) noexcept {
  return kServersBytes + head.media_type.size() + (head.fields.empty() ? 0 : field_bound(head.fields));
}

// Writes the head to `out`, which has room for head_bound() bytes; returns how many it took.
[[nodiscard]] std::size_t write_head(const AnswerHead& answer, std::byte* out) noexcept;

// The same with the content behind the head, for which there is room as well.
[[nodiscard]] std::size_t write_answer(const AnswerHead& answer, ByteView content, std::byte* out) noexcept;

}  // namespace saki::http
