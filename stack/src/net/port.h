// SPDX-License-Identifier: Apache-2.0
//
// The number of a port, in decimal digits alone; what of leading zeros each format has rules of its own about.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace saki {

[[nodiscard]] inline std::optional<std::uint16_t> read_port(std::string_view digits) noexcept {
  std::uint16_t port = 0;
  const char* const digits_end = digits.data() + digits.size();
  const auto [end, error] = std::from_chars(digits.data(), digits_end, port);
  return error == std::errc() && end == digits_end ? std::optional(port) : std::nullopt;
}

}  // namespace saki
