// SPDX-License-Identifier: Apache-2.0
//
// What a grammatical head means: the target's form, the host, the framing of the content, persistence. Pure functions over a
// RequestHead; whatever RFC 9110 and 9112 call ambiguous is refused.
#pragma once

#include <cstdint>

#include "saki/base/arena.h"
#include "saki/http/refusal.h"
#include "saki/http/request_head.h"

namespace saki::http {

enum class BodyKind : std::uint8_t { None, Sized, Chunked };

struct Framing {
  BodyKind kind = BodyKind::None;
  std::uint64_t length = 0;  // Of a Sized body.
  Refusal refusal = Refusal::None;
};

// Sets form, scheme, host, raw_path, path and query from the target and the Host field, and the connection options. A decoded path
// lives in `arena`. Where `path` is set already the parser has found an origin form that needs no decoding.
[[nodiscard]] Refusal settle_head(RequestHead& head, Arena& arena);

// Sets the connection options alone: of an answer, of which nothing else is in a RequestHead.
void settle_connection_of(RequestHead& head) noexcept;

// How much content follows the head (RFC 9112 section 6.3). This is the one place where framing is decided.
[[nodiscard]] Framing frame_content(const RequestHead& head) noexcept;
[[nodiscard]] inline Framing decide_framing(const RequestHead& head) noexcept {
  const bool announced = head.fields.has(KnownField::TransferEncoding) || head.fields.has(KnownField::ContentLength);
  return announced ? frame_content(head) : Framing{};
}

enum class Expectation : std::uint8_t { None, Continue, Unknown };
[[nodiscard]] Expectation judge_expectation(const RequestHead& head) noexcept;
[[nodiscard]] inline Expectation expectation_of(const RequestHead& head) noexcept {
  return head.fields.has(KnownField::Expect) ? judge_expectation(head) : Expectation::None;
}

// Whether the client would send another request on this connection (RFC 9112 section 9.3).
[[nodiscard]] constexpr bool wants_persistence(const RequestHead& head) noexcept {
  return !head.connection.close && (head.version != HttpVersion::Http10 || head.connection.keep_alive);
}

// Whether the client would read trailers: TE: trailers, in a list or alone (RFC 9110 section 10.1.4).
[[nodiscard]] bool wants_trailers(const RequestHead& head) noexcept;

// uri-host [ ":" port ] (RFC 9110 section 4.2), the host not empty.
[[nodiscard]] bool is_host(std::string_view text) noexcept;

}  // namespace saki::http
