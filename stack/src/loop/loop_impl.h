// SPDX-License-Identifier: Apache-2.0
//
// What a Loop is made of.
#pragma once

#include <atomic>
#include <memory>

#include "loop/backend.h"
#include "loop/callback_runner.h"
#include "loop/descriptor_table.h"
#include "loop/post_queue.h"
#include "loop/timer_heap.h"
#include "saki/loop/loop.h"

namespace saki {

class Loop::Impl {
 public:
  Impl(const LoopOptions& loop_options, std::unique_ptr<Backend> loop_backend) noexcept
      : options(loop_options), backend(std::move(loop_backend)), descriptors(*backend) {}

  // A loop on a backend of the caller's choice.
  [[nodiscard]] static std::unique_ptr<Loop> make_loop(const LoopOptions& options, std::unique_ptr<Backend> backend);

  [[nodiscard]] bool simulated_time() const noexcept { return options.clock != &Clock::system(); }
  [[nodiscard]] std::optional<Duration> timer_wait(std::optional<Duration> max_wait) const noexcept;

  const LoopOptions options;
  const CallbackRunner run{options.observer};
  std::unique_ptr<Backend> backend;
  DescriptorTable descriptors;
  TimerHeap timers;
  PostQueue posted;
  std::atomic<bool> stop_requested = false;
  std::atomic<const void*> bound_to = nullptr;  // The thread's own variable, standing for the thread.
};

}  // namespace saki
