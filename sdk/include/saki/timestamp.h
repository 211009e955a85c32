// SPDX-License-Identifier: Apache-2.0
//
// Timestamp: an instant, to the microsecond, of the years 0 to 9999. Text is RFC 3339; what is written is always UTC with `Z`.
#pragma once

#include <chrono>
#include <compare>
#include <string>
#include <string_view>

#include "saki/base/clock.h"
#include "saki/base/result.h"

namespace saki {

class Timestamp {  // Affinity: any.
 public:
  constexpr Timestamp() noexcept = default;  // 1970-01-01T00:00:00Z.

  // An instant outside the years 0 to 9999 is held at the nearer end.
  constexpr Timestamp(WallTime time) noexcept  // NOLINT(google-explicit-constructor): a wall time is a timestamp.
      : time_(time < kFirst ? kFirst : (time > kLast ? kLast : time)) {}

  // The kernel's clock. For time that tests can choose, ask Request::now().
  [[nodiscard]] static Timestamp now() noexcept { return Clock::system().wall(); }

  // Reads RFC 3339. Digits past the microsecond are dropped. A leap second is one only where UTC can have it, at 23:59:60 of a
  // month's last day, and is taken as the midnight that follows, as POSIX time does. Error: Invalid.
  [[nodiscard]] static Result<Timestamp> parse(std::string_view text) noexcept;
  [[nodiscard]] std::string text() const;  // `2026-11-20T12:00:00.000000Z`

  [[nodiscard]] constexpr WallTime time() const noexcept { return time_; }

  friend constexpr bool operator==(const Timestamp&, const Timestamp&) = default;
  friend constexpr auto operator<=>(const Timestamp&, const Timestamp&) = default;
  friend constexpr Timestamp operator+(Timestamp at, std::chrono::microseconds step) noexcept { return at.time_ + step; }
  friend constexpr Timestamp operator-(Timestamp at, std::chrono::microseconds step) noexcept { return at.time_ - step; }
  friend constexpr std::chrono::microseconds operator-(Timestamp late, Timestamp early) noexcept { return late.time_ - early.time_; }

 private:
  static constexpr WallTime kFirst{std::chrono::sys_days{std::chrono::year{0} / 1 / 1}};
  static constexpr WallTime kLast{std::chrono::sys_days{std::chrono::year{10000} / 1 / 1} - std::chrono::microseconds{1}};

  WallTime time_{};
};

}  // namespace saki
