// SPDX-License-Identifier: Apache-2.0
//
// Tally: what a thread counted. `started` is the sum of the next three once all is over.
#pragma once

#include <array>
#include <cstdint>

#include "saki/base/histogram.h"

namespace load {

struct Tally {  // Affinity: one thread; merged once the threads have ended.
  std::uint64_t started = 0;
  std::uint64_t succeeded = 0;
  std::uint64_t failed = 0;    // Answered, but not as expected.
  std::uint64_t errored = 0;   // Not answered: refused, broken off, no answer at all, or too late.
  std::array<std::uint64_t, 5> by_class{};  // Answers of 1xx to 5xx.
  std::uint64_t resumed = 0;   // Answers over a TLS session that took up an earlier one.
  std::uint64_t received_bytes = 0;
  std::uint64_t head_bytes = 0;
  saki::Histogram nanoseconds;  // From sending to the last byte of the answer; of a pipeline, of its last answer.

  [[nodiscard]] std::uint64_t done() const noexcept { return succeeded + failed + errored; }
  void merge(const Tally& other) noexcept;
};

}  // namespace load
