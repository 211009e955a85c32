// SPDX-License-Identifier: Apache-2.0
//
// What a load generator must know of a message's head: where it ends, what it answers, how much follows.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace load {

// Bytes up to and including the blank line; 0 while there is none.
[[nodiscard]] std::size_t head_length(std::string_view text) noexcept;

// The value of Content-Length in a head; none when it is missing or no number.
[[nodiscard]] std::optional<std::size_t> content_length(std::string_view head) noexcept;

struct AnswerHead {
  unsigned status = 0;                          // 0: not an HTTP/1 status line.
  std::size_t head_bytes = 0;
  std::optional<std::size_t> body_bytes;        // None: until the connection ends.
  bool chunked = false;                         // Not read here: such an answer counts as failed.
  bool closes = false;                          // The server closes after this answer.
};

// `head` ends with the blank line.
[[nodiscard]] AnswerHead read_answer_head(std::string_view head) noexcept;

}  // namespace load
