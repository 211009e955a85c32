// SPDX-License-Identifier: Apache-2.0
//
// Whether a request may be sent once more, and after how long. Pure: time and chance come in as arguments.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "saki/base/clock.h"
#include "saki/http_words.h"
#include "saki/retry_options.h"

namespace saki {

// Whether a server that answers so may do better the next time: 408, 429, 502, 503, 504.
[[nodiscard]] bool is_passing(Status status) noexcept;

// How long Retry-After asks to wait (RFC 9110 section 10.2.3): zero for a date that has passed; nothing for what is neither seconds nor a
// date. At most a year.
[[nodiscard]] std::optional<Duration> read_retry_after(std::string_view value, WallTime now) noexcept;

// The wait after `failed` attempts, 1 or more; `chance` is any number, each as likely.
[[nodiscard]] Duration backoff(const RetryOptions& options, unsigned failed, std::uint32_t chance) noexcept;

// What decides over one more attempt.
struct RetryCase {
  unsigned failed = 1;                    // Attempts so far.
  bool repeatable = true;                 // Idempotent, or never received; and its content can be sent again.
  std::optional<Duration> retry_after{};  // As the server asked.
  Duration left = Duration::max();        // Until the request as a whole is given up.
  std::uint32_t chance = 0;
};

// The wait before the next attempt; nothing when there is none.
[[nodiscard]] std::optional<Duration> next_attempt(const RetryOptions& options, const RetryCase& now) noexcept;

}  // namespace saki
