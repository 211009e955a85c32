// SPDX-License-Identifier: Apache-2.0
//
// AnswerParser: the head of an HTTP/1 answer, from bytes that arrive in any pieces.
//
//   head        = status-line *( name ":" OWS value OWS CRLF ) CRLF
//   status-line = "HTTP/1." DIGIT SP 3DIGIT [ SP reason ] CRLF                        (RFC 9112 section 4)
//
// As strict as HeadParser, which reads the fields. Only the space before an empty reason may be missing: many servers leave it out.
#pragma once

#include "http/head_parser.h"
#include "saki/http/status.h"

namespace saki::client {

struct AnswerHead {
  http::Status status = http::Status::Ok;
  std::string_view reason;
  http::RequestHead lines;  // Version, fields and connection options alone.
};

class AnswerParser {  // Affinity: loop.
 public:
  // The table of the fields in `head` has its storage already. `limits` are those of HeadParser; head_bytes count from the first byte.
  AnswerParser(const http::Limits& limits, AnswerHead& head) noexcept : limits_(limits), head_(head), fields_(limits_, head.lines) {
    restart();
  }

  // Forgets everything; the next input begins a head.
  void restart() noexcept;

  // As HeadParser::parse.
  [[nodiscard]] http::ParseOutcome parse(std::string_view input) noexcept;

  [[nodiscard]] Error error() const noexcept { return error_; }  // Once refused.
  [[nodiscard]] std::size_t parsed_bytes() const noexcept { return line_bytes_ + fields_.parsed_bytes(); }  // Once complete.

 private:
  // Takes the status line as far as it is there.
  [[nodiscard]] http::ParseOutcome status_line(std::string_view input) noexcept;
  [[nodiscard]] bool take(char byte) noexcept;  // False where it was refused.
  [[nodiscard]] bool take_fixed(char byte) noexcept;
  [[nodiscard]] bool refuse(Error error) noexcept;
  void end_line(std::string_view line) noexcept;

  enum class Stage : std::uint8_t { Fixed, Reason, LineFeed, Fields };

  http::Limits limits_;  // Of the fields: what the status line leaves of head_bytes.
  std::uint64_t head_bytes_ = limits_.head_bytes;
  AnswerHead& head_;
  http::HeadParser fields_;
  std::size_t line_bytes_ = 0;  // Of the status line, so far.
  Stage stage_ = Stage::Fixed;
  Error error_ = Error::Invalid;
};

}  // namespace saki::client
