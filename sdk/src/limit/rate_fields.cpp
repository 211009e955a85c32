// SPDX-License-Identifier: Apache-2.0
#include "limit/rate_fields.h"

namespace saki {

std::string quoted_name(std::string_view name) {
  std::string text = "\"";
  for (const char character : name) {
    if (character < ' ' || character > '~') continue;
    if (character == '"' || character == '\\') text += '\\';
    text += character;
  }
  return text + '"';
}

std::string policy_field(std::string_view quoted_name, const Rate& rate) {
  const bool bursts = rate.burst() > rate.count();
  const auto window = whole_seconds(bursts ? rate.window() : rate.span());
  return std::string(quoted_name) + ";q=" + std::to_string(bursts ? rate.burst() : rate.count()) + ";w=" + std::to_string(window.count());
}

std::string state_field(std::string_view quoted_name, const RateVerdict& verdict) {
  return std::string(quoted_name) + ";r=" + std::to_string(verdict.remaining) +
         ";t=" + std::to_string(whole_seconds(verdict.reset).count());
}

std::chrono::seconds whole_seconds(std::chrono::nanoseconds wait) noexcept { return std::chrono::ceil<std::chrono::seconds>(wait); }

}  // namespace saki
