// SPDX-License-Identifier: Apache-2.0
//
// The four forms of a request target (RFC 9112 section 3.2). Which one it must be depends on the method alone.
#pragma once

#include "saki/http/refusal.h"
#include "saki/http/request_head.h"

namespace saki::http {

// Takes `head.target` apart into form, scheme, host (of the forms that have one), raw_path and query; path is left empty. The target's
// characters have been checked already.
[[nodiscard]] Refusal parse_target(RequestHead& head) noexcept;

}  // namespace saki::http
