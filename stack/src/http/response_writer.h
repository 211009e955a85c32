// SPDX-License-Identifier: Apache-2.0
//
// The head of an HTTP/1.1 answer as bytes: sized first, then written in one pass without a check in between.
//
//   status-line Date [ Connection ] [ Content-Length / Transfer-Encoding ] *( field ) CRLF
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "saki/base/bytes.h"
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
  std::string_view date_line;
  ContentFraming framing = ContentFraming::None;
  std::uint64_t length = 0;  // With ContentFraming::Length.
  ConnectionField connection = ConnectionField::Absent;
};

// An upper bound of the bytes that write_head puts out; nullopt where a field may not be sent.
[[nodiscard]] std::optional<std::size_t> head_bound(const AnswerHead& answer) noexcept;

// Writes the head to `out`, which has room for head_bound(answer) bytes; returns how many it took.
[[nodiscard]] std::size_t write_head(const AnswerHead& answer, std::byte* out) noexcept;

// The same with the content behind the head, for which there is room as well.
[[nodiscard]] std::size_t write_answer(const AnswerHead& answer, ByteView content, std::byte* out) noexcept;

}  // namespace saki::http
