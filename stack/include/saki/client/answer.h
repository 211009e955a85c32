// SPDX-License-Identifier: Apache-2.0
//
// Answer: what came back: a head, and content that is read as it comes.
//
// It has a connection to itself until its content has ended; then that serves others. An answer that is dropped before closes it. The
// request, and its source, outlive it: they may still be being sent. Content that is still being sent when the answer has ended is given
// up with the connection.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "saki/base/bytes.h"
#include "saki/client/failure.h"
#include "saki/http/field_table.h"
#include "saki/http/request_head.h"
#include "saki/http/status.h"
#include "saki/net/stream.h"
#include "saki/task/task.h"

namespace saki::client {

class ClientExchange;

// A connection that speaks another protocol from here on.
struct Upgraded {
  std::unique_ptr<Stream> stream;  // Null where there is none.
  std::string received;  // What came behind the head already.
};

class Answer {  // Affinity: loop. The client outlives it.
 public:
  explicit Answer(std::unique_ptr<ClientExchange> exchange) noexcept;
  Answer(Answer&&) noexcept;
  Answer& operator=(Answer&&) noexcept;
  ~Answer();

  [[nodiscard]] http::Status status() const noexcept;
  [[nodiscard]] http::HttpVersion version() const noexcept;
  [[nodiscard]] std::string_view reason() const noexcept;  // As received; may be empty.

  // Views live as long as the answer.
  [[nodiscard]] const http::FieldTable& fields() const noexcept;
  [[nodiscard]] std::string_view field(std::string_view name) const noexcept;  // The first of that name, or an empty view.

  [[nodiscard]] std::optional<std::uint64_t> length() const noexcept;  // Of the content as `read` gives it, where that is known.
  [[nodiscard]] bool at_end() const noexcept;                          // All content has been read, or there is none.

  // Reads the next bytes of the content, decoded, into `into`; returns how many were placed, at least 1; 0 once at the end.
  //
  // Fails with Phase::Reading: Timeout after ClientTimeouts::body_idle with no byte, or past ::whole; CutShort, TooMuchContent,
  // MalformedCoding; an http::Refusal for framing outside the grammar; System; Cancelled. The connection is closed then, and reading
  // on fails too.
  [[nodiscard]] Task<Outcome<std::size_t>> read(MutableBytes into);

  // For content without end, whose reader bounds its parts: it may be past ClientLimits::content_bytes and Request::content_bytes.
  void lift_content_bound() noexcept;

  // All content that is left. Fails as read; TooMuchContent past `limit_bytes`.
  [[nodiscard]] Task<Outcome<std::string>> read_all(std::uint64_t limit_bytes = UINT64_MAX);

  // The fields behind chunked content, once at its end.
  [[nodiscard]] std::span<const http::Field> trailers() const noexcept;

  // The connection itself, of an answer 101, once; of any other there is none. The answer has ended with it.
  [[nodiscard]] Upgraded take_upgraded();

 private:
  std::unique_ptr<ClientExchange> exchange_;
};

}  // namespace saki::client
