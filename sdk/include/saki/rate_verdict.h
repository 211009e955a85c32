// SPDX-License-Identifier: Apache-2.0
//
// RateVerdict: whether a rate lets something pass, and what it leaves.
#pragma once

#include <chrono>
#include <cstdint>

namespace saki {

struct RateVerdict {
  bool admitted = false;
  std::chrono::nanoseconds wait{};  // Until the same would pass; zero where it did, max() where it never can.
  std::uint32_t remaining = 0;  // How many more would pass now.
  std::chrono::nanoseconds reset{};  // Until the whole burst would pass, if nothing else came.

  // An empty constructor keeps it no aggregate, safe to pass where coroutines wait.
  RateVerdict() noexcept {}
};

}  // namespace saki
