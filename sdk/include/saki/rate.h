// SPDX-License-Identifier: Apache-2.0
//
// Rate: how often something may happen: so many times in a span, and how many of them back to back.
//
//   const Rate rate(100, std::chrono::minutes(1));      // 100 a minute, all of them at once after a rest
//   const Rate smooth(100, std::chrono::minutes(1), 5);  // no more than 5 at once
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace saki {

class Rate {  // Affinity: any.
 public:
  static constexpr std::uint32_t kMostCount = 1'000'000;
  static constexpr std::chrono::seconds kLongestSpan{31 * 86'400};
  static constexpr std::chrono::seconds kLongestWindow{366 * 86'400};

  // `count` and `burst` from 1 to kMostCount, a `span` above zero up to kLongestSpan; a burst refills within kLongestWindow. Anything else
  // aborts: ask fits() first about what comes from outside. Without a burst it is the count.
  Rate(std::uint32_t count, std::chrono::nanoseconds span, std::uint32_t burst = 0) noexcept;

  [[nodiscard]] static bool fits(std::uint32_t count, std::chrono::nanoseconds span, std::uint32_t burst = 0) noexcept;

  [[nodiscard]] std::uint32_t count() const noexcept { return count_; }
  [[nodiscard]] std::chrono::nanoseconds span() const noexcept { return span_; }
  [[nodiscard]] std::uint32_t burst() const noexcept { return burst_; }

  // The time between two at the sustained rate, rounded up to whole nanoseconds: never more than `count` pass in a span for long.
  [[nodiscard]] std::chrono::nanoseconds period() const noexcept { return period_of(count_, span_); }

  // The time in which a used-up burst is whole again.
  [[nodiscard]] std::chrono::nanoseconds window() const noexcept { return period() * burst_; }

  friend bool operator==(const Rate&, const Rate&) = default;

 private:
  [[nodiscard]] static constexpr std::chrono::nanoseconds period_of(std::uint32_t count, std::chrono::nanoseconds span) noexcept {
    return (span + std::chrono::nanoseconds(count - 1)) / count;
  }

  std::uint32_t count_;
  std::uint32_t burst_;
  std::chrono::nanoseconds span_;
};

}  // namespace saki
