// SPDX-License-Identifier: Apache-2.0
//
// QueueDelay: tells a queue that stands from one that only catches a burst, after CoDel (RFC 8289).
//
// A queue that empties from time to time does its work, however long it grows in between; one in which nobody has been served at once
// for a whole interval only delays everybody. So what counts is the least delay of an interval. Past the target the next interval sheds
// whoever waited longer than it, until one came through sooner. Time is an argument.
#pragma once

#include "saki/base/clock.h"

namespace saki {

class QueueDelay {  // Affinity: one thread.
 public:
  QueueDelay(Duration target, Duration interval) noexcept : target_(target), interval_(interval) {}

  // Whether to shed what waited for `delay` until `now`, which never runs backwards.
  [[nodiscard]] bool sheds(Duration delay, MonotonicTime now) noexcept;

 private:
  void begin_interval(Duration delay, MonotonicTime now) noexcept;

  Duration target_;
  Duration interval_;
  MonotonicTime end_{};  // Of the current interval.
  Duration least_{};     // Delay in it.
  bool standing_ = false;
};

}  // namespace saki
