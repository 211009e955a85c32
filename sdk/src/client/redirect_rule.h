// SPDX-License-Identifier: Apache-2.0
//
// What a redirect makes of a request (RFC 9110 section 15.4). Pure.
#pragma once

#include <optional>
#include <string_view>

#include "saki/http_words.h"

namespace saki {

// How the request goes on at the other place.
struct RedirectedRequest {
  Method method;
  bool keeps_content;
};

// Nothing for a status that names no other place to ask: 300 and 304 among them. 303 is asked with GET, or HEAD where that was asked; so
// is, as everybody came to do, a POST answered with 301 or 302. All else keeps its method and its content.
[[nodiscard]] std::optional<RedirectedRequest> redirected(Status status, Method method) noexcept;

// Whether a field of the request must not reach another origin: what proves who asks, and what belongs to the first host.
[[nodiscard]] bool is_credential(std::string_view field_name) noexcept;

// Whether a field tells of the content, and goes when that does.
[[nodiscard]] bool describes_content(std::string_view field_name) noexcept;

}  // namespace saki
