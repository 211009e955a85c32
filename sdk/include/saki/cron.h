// SPDX-License-Identifier: Apache-2.0
//
// Cron: the minutes at which something is due, as `30 3 * * mon-fri` says: minute, hour, day of month, month, day of week. In UTC, so that
// no day has an hour twice, or none.
//
// Each field is `*`, a value, a range `1-5`, any of them with a step `/15`, or a list of such; months and days have English short names;
// Sunday is 0 and 7. When both days are restricted either may match, as cron has always had it.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "saki/base/clock.h"

namespace saki {

class Cron {  // Affinity: any; a value.
 public:
  // The error says what is wrong, in a sentence; also of an expression that no day ever matches.
  [[nodiscard]] static std::expected<Cron, std::string> parse(std::string_view text);

  // The first minute after `time` at which it is due; nothing where none comes for thirty years.
  [[nodiscard]] std::optional<WallTime> next_after(WallTime time) const noexcept;

 private:
  Cron() = default;
  [[nodiscard]] bool matches(std::chrono::sys_days day) const noexcept;

  std::uint64_t minutes_ = 0;  // A bit for each value.
  std::uint64_t hours_ = 0;
  std::uint64_t days_ = 0;
  std::uint64_t months_ = 0;
  std::uint64_t weekdays_ = 0;  // Sunday is 0.
  bool either_day_ = false;     // Both days are restricted.
};

}  // namespace saki
