// SPDX-License-Identifier: Apache-2.0
//
// RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers-10): what a client may do, and what is left of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "saki/rate.h"
#include "saki/rate_verdict.h"

namespace saki {

// As a string of RFC 8941. What has no place in one is left out.
[[nodiscard]] std::string quoted_name(std::string_view name);

// `"search";q=10;w=60`: so many in so many seconds. A burst larger than the count is told as such, with the time that it takes to refill.
[[nodiscard]] std::string policy_field(std::string_view quoted_name, const Rate& rate);

// `"search";r=7;t=18`: so many are left, all of them again in so many seconds.
[[nodiscard]] std::string state_field(std::string_view quoted_name, const RateVerdict& verdict);

// Rounded up: nobody is told to come too soon.
[[nodiscard]] std::chrono::seconds whole_seconds(std::chrono::nanoseconds wait) noexcept;

}  // namespace saki
