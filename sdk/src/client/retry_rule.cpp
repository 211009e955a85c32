// SPDX-License-Identifier: Apache-2.0
#include "client/retry_rule.h"

#include <algorithm>

#include "saki/http/http_date.h"
#include "text/ascii.h"

namespace saki {
namespace {

constexpr std::chrono::seconds kLongestAsked{365 * 24 * 3600};

}  // namespace

bool is_passing(Status status) noexcept {
  switch (status) {
    case Status::RequestTimeout:
    case Status::TooManyRequests:
    case Status::BadGateway:
    case Status::ServiceUnavailable:
    case Status::GatewayTimeout: return true;
    default: return false;
  }
}

std::optional<Duration> read_retry_after(std::string_view value, WallTime now) noexcept {
  if (value.empty()) return std::nullopt;
  if (std::all_of(value.begin(), value.end(), text::is_ascii_digit)) {
    std::chrono::seconds wait{0};
    for (const char digit : value) wait = std::min(wait * 10 + std::chrono::seconds(digit - '0'), kLongestAsked);
    return wait;
  }
  const auto second = std::chrono::floor<std::chrono::seconds>(now);
  const auto date = http::parse_http_date(value, second);
  if (!date) return std::nullopt;
  return std::clamp<std::chrono::seconds>(*date - second, std::chrono::seconds(0), kLongestAsked);
}

Duration backoff(const RetryOptions& options, unsigned failed, std::uint32_t chance) noexcept {
  Duration wait = options.first_wait;
  for (unsigned round = 1; round < failed && wait < options.longest_wait; ++round) wait *= 2;
  wait = std::min<Duration>(wait, options.longest_wait);
  return Duration(static_cast<Duration::rep>(static_cast<double>(wait.count()) * (static_cast<double>(chance) / 4294967295.0)));
}

std::optional<Duration> next_attempt(const RetryOptions& options, const RetryCase& now) noexcept {
  if (now.failed >= options.attempts || !now.repeatable) return std::nullopt;
  if (now.retry_after && *now.retry_after > options.longest_retry_after) return std::nullopt;
  const Duration wait = std::max(now.retry_after.value_or(Duration::zero()), backoff(options, now.failed, now.chance));
  return wait < now.left ? std::optional(wait) : std::nullopt;
}

}  // namespace saki
