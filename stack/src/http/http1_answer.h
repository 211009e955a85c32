// SPDX-License-Identifier: Apache-2.0
//
// Http1Answer: how far the answer to one request has come, and how it must be framed. Knows the rules, not sockets.
#pragma once

#include <cstdint>
#include <optional>

#include "http/response_writer.h"
#include "saki/http/outcome.h"
#include "saki/http/request_head.h"

namespace saki::http {

class Http1Answer {  // Affinity: loop.
 public:
  void begin(const RequestHead& request) noexcept;

  enum class State : std::uint8_t { None, Streaming, Done, GivenUp };
  [[nodiscard]] State state() const noexcept { return state_; }
  void set_state(State state) noexcept { state_ = state; }

  // Decides the framing of an answer of `length` bytes, or of unknown length (RFC 9112 section 6.3, seen from the server).
  void frame(Status status, std::optional<std::uint64_t> length) noexcept;

  [[nodiscard]] ContentFraming framing() const noexcept { return framing_; }
  [[nodiscard]] std::uint64_t left_bytes() const noexcept { return left_bytes_; }  // Of the announced length.
  [[nodiscard]] bool sends_content() const noexcept { return sends_content_; }  // False for HEAD, 204, 205, 304.

  // Counts content against the announced length; false where it is too much.
  [[nodiscard]] bool count(std::uint64_t count_bytes) noexcept;
  // Counts content that is on its way to the client, however it is framed.
  void note_sent(std::uint64_t count_bytes) noexcept { sent_bytes_ += count_bytes; }
  [[nodiscard]] std::uint64_t sent_bytes() const noexcept { return sent_bytes_; }
  [[nodiscard]] Status status() const noexcept { return status_; }  // Outcome::kNoAnswer until a head was given.

  [[nodiscard]] bool complete() const noexcept { return framing_ != ContentFraming::Length || left_bytes_ == 0; }

 private:
  std::uint64_t left_bytes_ = 0;
  std::uint64_t sent_bytes_ = 0;
  Status status_ = Outcome::kNoAnswer;
  State state_ = State::None;
  ContentFraming framing_ = ContentFraming::None;
  bool is_head_request_ = false;
  bool is_http10_ = false;
  bool sends_content_ = true;
};

inline void Http1Answer::begin(const RequestHead& request) noexcept {
  state_ = State::None;
  status_ = Outcome::kNoAnswer;
  is_head_request_ = request.method == Method::Head;
  is_http10_ = request.version == HttpVersion::Http10;
}

inline void Http1Answer::frame(Status status, std::optional<std::uint64_t> length) noexcept {
  status_ = status;
  sent_bytes_ = 0;
  const bool empty = status == Status::ResetContent;  // It says so by its length (RFC 9110 section 15.3.6).
  if (empty) length = 0;
  left_bytes_ = length.value_or(0);
  const bool may_have = may_have_content(status);
  sends_content_ = !is_head_request_ && !empty && may_have;
  if (!may_have) {
    framing_ = ContentFraming::None;
  } else if (length) {
    framing_ = ContentFraming::Length;
  } else {
    framing_ = is_http10_ ? ContentFraming::UntilClose : ContentFraming::Chunked;
  }
}

}  // namespace saki::http
