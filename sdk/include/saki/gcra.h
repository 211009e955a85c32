// SPDX-License-Identifier: Apache-2.0
//
// Gcra: rate limiting by virtual scheduling (GCRA, ITU-T I.371), with nothing but arithmetic in it.
//
// A bucket of tokens needs refilling; this keeps one instant instead: when what passed so far would have ended had it been evenly
// spaced. Something passes while that instant is at most a burst ahead of now. No timer, no floating point, and an idle state needs no
// upkeep: any instant that is past means the same as none. So whoever keeps states may forget one once its instant has come.
#pragma once

#include <chrono>
#include <cstdint>

#include "saki/rate.h"
#include "saki/rate_verdict.h"

namespace saki {

// One state of one rate. Its instants count from whatever epoch the caller's `now` does.
class Gcra {  // Affinity: any.
 public:
  using Instant = std::chrono::nanoseconds;  // From 0; below 2^62 (the year 2116, from 1970).

  Gcra() noexcept = default;  // Nothing has passed yet.
  explicit Gcra(Instant next) noexcept : next_(next) {}

  // Lets `cost` of them pass at `now`, all or none. A refusal changes nothing. A cost above the burst never passes; one of zero always does
  // and tells how things stand. Should the clock have gone back, or the rate have been another, the state is at worst that of a burst just
  // used up: nobody is shut out for longer than Rate::window().
  [[nodiscard]] RateVerdict admit(const Rate& rate, Instant now, std::uint32_t cost = 1) noexcept;

  // When the schedule is next free: all there is to keep.
  [[nodiscard]] Instant next() const noexcept { return next_; }

 private:
  Instant next_{};
};

}  // namespace saki
