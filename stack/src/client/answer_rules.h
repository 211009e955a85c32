// SPDX-License-Identifier: Apache-2.0
//
// What a grammatical answer means: how much content follows it, and whether its connection can serve again. Pure functions.
//
// Strict where two readers might differ, since an answer that is cut at another place than its server meant is given to somebody else:
// whatever http::frame_content refuses of a request is refused of an answer too.
#pragma once

#include <string_view>

#include "client/answer_parser.h"
#include "http/head_rules.h"
#include "saki/base/result.h"

namespace saki::client {

struct AnswerFraming {
  http::Framing content;     // Sized with the most there is, where the connection's end ends it.
  bool until_close = false;
  bool persistent = false;   // The connection can serve again once the content has ended.
};

// Sets the connection options of `head`. Errors: an http::Refusal. `method` is the request's. (RFC 9112 section 6.3.)
[[nodiscard]] Result<AnswerFraming> frame_answer(AnswerHead& head, std::string_view method) noexcept;

[[nodiscard]] constexpr bool is_interim(http::Status status) noexcept {
  return http::status_code(status) < 200 && status != http::Status::SwitchingProtocols;
}

// Whether an answer 101 changes to `protocol`, which was asked for (RFC 9110 section 7.8).
[[nodiscard]] bool upgrades_to(const AnswerHead& head, std::string_view protocol) noexcept;

}  // namespace saki::client
