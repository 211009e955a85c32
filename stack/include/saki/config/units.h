// SPDX-License-Identifier: Apache-2.0
//
// Durations and sizes as people write them: `1h30m`, `500ms`, `16KiB`.
//
// A duration is whole numbers with units in falling order: d h m s ms us ns. A size is one whole number, with B, KiB, MiB, GiB, TiB
// or nothing for bytes. Neither has signs, spaces or fractions. What format_… prints, parse_… reads back to the same value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "saki/base/clock.h"
#include "saki/base/result.h"

namespace saki {

// Errors: Invalid outside the grammar (a bare `0` is within), Exhausted past 292 years.
[[nodiscard]] Result<Duration> parse_duration(std::string_view text) noexcept;

// Errors: Invalid outside the grammar, Exhausted past 2^64 bytes.
[[nodiscard]] Result<std::uint64_t> parse_size(std::string_view text) noexcept;

[[nodiscard]] std::string format_duration(Duration duration);      // "1h30m"; of zero "0s"; of negatives "-1s".
[[nodiscard]] std::string format_size(std::uint64_t size_bytes);   // In the largest unit that divides it: "16KiB", "1000B".

}  // namespace saki
