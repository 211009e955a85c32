// SPDX-License-Identifier: Apache-2.0
//
// One of the five fields of a cron expression, as bits.
#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>

namespace saki {

// What a field is called, its range, its names.
struct CronPart {
  std::string_view what;
  unsigned low;
  unsigned high;
  std::span<const std::string_view> names;  // From `low` on.
  unsigned last_of_all;                     // Of `*`: 7 is Sunday once more.
};

// A bit for each value that the field matches; else a sentence that says what is wrong. Affinity: any.
[[nodiscard]] std::expected<std::uint64_t, std::string> parse_cron_field(std::string_view field, const CronPart& part);

}  // namespace saki
