// SPDX-License-Identifier: Apache-2.0
//
// HeadParser: the head of an HTTP/1 request, from bytes that arrive in any pieces.
//
//   head       = [ CRLF ] method SP target SP version CRLF *( name ":" OWS value OWS CRLF ) CRLF       (RFC 9112 section 2.1)
//
// Strict: a line ends in CR LF and nothing else, no folded fields, no white space before a colon, no control characters. It allocates
// nothing, and cutting never changes what comes out.
//
// Two ways lead through a line. Sound lines that are here as a whole, the ordinary case, are taken in one go. Any other line is gone
// through production by production, with a place to go on from wherever the bytes run out, and a reason where they are refused. No byte
// is looked at more than twice. What the fields mean together is decided afterwards, in head_rules.h.
#pragma once

#include <cstdint>
#include <string_view>

#include "saki/http/limits.h"
#include "saki/http/refusal.h"
#include "saki/http/request_head.h"

namespace saki::http {

enum class ParseOutcome : std::uint8_t { Incomplete, Complete, Refused };

class HeadParser {  // Affinity: loop.
 public:
  HeadParser(const Limits& limits, RequestHead& head) noexcept : limits_(limits), head_(head) {}

  // Forgets everything; the next input begins a head. Also when the input had to move in memory.
  void restart() noexcept {
    start_ = mark_ = at_ = end_ = input_end_ = nullptr;
    phase_ = Phase::EmptyLine;
    refusal_ = Refusal::None;
    head_.fields.clear();
  }
  // Likewise; the next input begins behind the first line, which was read elsewhere: an answer's.
  void restart_at_fields() noexcept {
    restart();
    phase_ = Phase::FieldName;
  }

  // Goes on with `input`, which begins where the head begins: at the same address in every call for one head, with the bytes of the
  // call before at its front. Complete: the views of the head are set. Refused: refusal() says why, for good.
  [[nodiscard]] ParseOutcome parse(std::string_view input) noexcept;

  [[nodiscard]] Refusal refusal() const noexcept { return refusal_; }
  [[nodiscard]] std::size_t parsed_bytes() const noexcept { return static_cast<std::size_t>(at_ - start_); }  // Once complete: the head.

 private:
  enum class Phase : std::uint8_t { EmptyLine, Method, Target, Version, VersionEnd, FieldName, FieldValue };

  // Take what is sound and whole; at_ stays where that ends, without saying why.
  [[gnu::always_inline]] inline bool whole_request_line() noexcept;
  [[gnu::always_inline]] inline bool whole_field_lines() noexcept;  // True behind the empty line that ends the head.
  // Where the next line begins, or null.
  [[nodiscard, gnu::always_inline]] inline const char* whole_field_line(const char* line) noexcept;

  // Each recognises one production and moves at_ behind it; false where the bytes ran out or were refused.
  bool request_line() noexcept;
  bool empty_line() noexcept;
  bool method() noexcept;
  bool target() noexcept;
  bool version() noexcept;
  bool fields() noexcept;
  bool field_name() noexcept;
  bool field_value() noexcept;
  bool line_end() noexcept;

  bool need_byte() noexcept;     // Whether there is one to look at.
  bool out_of_bytes() noexcept;  // False; refuses where it is a limit and not the input that ended.
  bool refuse(Refusal refusal) noexcept;
  [[gnu::always_inline]] inline void set_target(std::string_view target, const char* plain_end) noexcept;
  [[gnu::always_inline]] inline void set_end(std::uint64_t limit_bytes) noexcept;
  [[nodiscard]] std::string_view token() const noexcept { return {mark_, at_}; }

  const Limits& limits_;
  RequestHead& head_;
  const char* start_ = nullptr;
  const char* mark_ = nullptr;       // Where the current token begins.
  const char* at_ = nullptr;         // The next byte to look at.
  const char* end_ = nullptr;        // Behind the last byte to look at: the input's end, or the limit before it.
  const char* input_end_ = nullptr;
  std::string_view name_;
  Phase phase_ = Phase::EmptyLine;
  Refusal refusal_ = Refusal::None;
};

}  // namespace saki::http
