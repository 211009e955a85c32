// SPDX-License-Identifier: Apache-2.0
//
// JobClock: tells one worker when a job is due. It looks at the wall clock at least once a minute, so that it follows one that is set.
#pragma once

#include <algorithm>

#include "job/job_desk.h"
#include "saki/loop/loop.h"
#include "saki/loop/timer.h"

namespace saki {

class JobDesk::JobClock final : private Timer {  // Affinity: loop.
 public:
  static constexpr Duration kLongest = std::chrono::minutes{1};

  JobClock(JobDesk& desk, Job& job) noexcept : Timer(desk.here_.loop(), "job"), desk_(desk), job_(job) {}

  void plan() {
    due_ = job_.next_after(desk_.now());
    wait();
  }

 private:
  void expire() override {
    const WallTime now = desk_.now();
    const std::optional<WallTime> next = job_.next_after(now);
    if (now >= *due_) {
      if (job_.claim(*due_, now)) desk_.running_.spawn(run_due, std::ref(desk_), std::ref(job_), *due_);
      due_ = next;
    } else if (next && *next < *due_) {
      due_ = next;  // The clock was set back.
    }
    wait();
  }
  void wait() {
    if (!due_) return;
    const auto left = std::max(*due_ - desk_.now(), std::chrono::microseconds(0));
    start_after(left < kLongest ? Duration(left) : kLongest);
  }

  JobDesk& desk_;
  Job& job_;
  std::optional<WallTime> due_;
};

}  // namespace saki
