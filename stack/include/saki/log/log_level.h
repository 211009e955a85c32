// SPDX-License-Identifier: Apache-2.0
//
// LogLevel: how much a line matters.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace saki {

enum class LogLevel : std::uint8_t {
  Trace,  // Every step, for a developer at the desk.
  Debug,  // What led to a decision.
  Info,   // What an operator wants to have seen: started, listening, stopped.
  Warn,   // Something was lost or refused that should not have been; the service goes on.
  Error,  // A request, a job or the service failed.
  Off,    // As a threshold: nothing passes.
};

// As configuration and lines spell them, in the order of the enumerators.
inline constexpr std::array<std::string_view, 6> kLogLevelNames{"trace", "debug", "info", "warn", "error", "off"};

[[nodiscard]] constexpr std::string_view level_name(LogLevel level) noexcept { return kLogLevelNames[static_cast<std::size_t>(level)]; }

[[nodiscard]] constexpr std::optional<LogLevel> parse_level(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kLogLevelNames.size(); ++i) {
    if (kLogLevelNames[i] == name) return static_cast<LogLevel>(i);
  }
  return std::nullopt;
}

}  // namespace saki
