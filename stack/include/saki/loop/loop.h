// SPDX-License-Identifier: Apache-2.0
//
// Loop: one thread's events.
//
// A turn: apply changed interests, wait, descriptors in the order the kernel gave them, expired timers in order of time, functions
// posted by other threads, coroutines made ready. Each collection is taken as it stands when its phase begins, so that a callback that
// feeds its own phase cannot starve the others. Callbacks do not throw.
#pragma once

#include <coroutine>
#include <functional>
#include <memory>
#include <optional>

#include "saki/base/clock.h"
#include "saki/base/intrusive_list.h"
#include "saki/base/result.h"

namespace saki {

class DescriptorWatcher;
class LoopObserver;
class Timer;

// A coroutine waiting in a loop's ready queue. Whoever owns the node owns the place: destroying it leaves the queue.
class ReadyNode : public ListLink<> {
 public:
  std::coroutine_handle<> coroutine;
};

struct LoopOptions {
  const char* name = "loop";                 // For logs and introspection; must outlive the loop.
  const Clock* clock = &Clock::system();     // A ManualClock makes run_once() independent of real time.
  LoopObserver* observer = nullptr;  // Told of each callback, which then costs two readings of a clock; outlives the loop.
};

class Loop {  // Affinity: loop, save where "any" is said.
 public:
  using Posted = std::move_only_function<void()>;

  // Errors: System when the kernel has no descriptor or memory for it.
  [[nodiscard]] static Result<std::unique_ptr<Loop>> open(const LoopOptions& options = {});
  ~Loop();  // Every watcher and timer has stopped before. Functions still posted are destroyed unrun.
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void run();                                               // Turns until stop(). Binds the loop to the calling thread while it runs.
  void run_once(std::optional<Duration> max_wait = {});     // One turn; waits for the next event at most `max_wait`.
  void stop() noexcept;                                     // Affinity: any. Ends run() after the current turn.

  // Runs `function` on the loop's thread, between its events, in the order posted from one thread. Affinity: any.
  // Wake-ups are coalesced. Unbounded by itself: whoever posts repeatedly bounds what is in flight.
  void post(const char* name, Posted function);

  // Resumes node.coroutine in this turn, or in the next when the ready phase has begun.
  void make_ready(ReadyNode& node) noexcept { ready_.push_back(node); }

  [[nodiscard]] MonotonicTime now() const noexcept { return now_; }  // As of the turn's wake-up.
  [[nodiscard]] const Clock& clock() const noexcept;
  [[nodiscard]] const char* name() const noexcept;
  [[nodiscard]] bool in_loop_thread() const noexcept;  // Affinity: any.

  // The loop running on this thread, or bound to it by LoopBinding; null elsewhere. Affinity: any.
  [[nodiscard]] static Loop* current() noexcept;

  // What is watched, by descriptor number: for introspection and leak checks.
  void for_each_watcher(const std::function<void(const DescriptorWatcher&)>& visit) const;
  [[nodiscard]] std::size_t watcher_count() const noexcept;
  [[nodiscard]] std::size_t timer_count() const noexcept;

  class Impl;
  [[nodiscard]] Impl& impl() noexcept { return *impl_; }  // For the rooms of the stack.
  [[nodiscard]] bool accessible() const noexcept;         // Bound to this thread, or to none: what "loop" affinity asks for.

 private:
  friend class LoopBinding;
  explicit Loop(std::unique_ptr<Impl> impl) noexcept;
  void turn(std::optional<Duration> max_wait) noexcept;
  void resume_ready() noexcept;
  void update_now() noexcept { now_ = clock().monotonic(); }

  std::unique_ptr<Impl> impl_;
  MonotonicTime now_;
  IntrusiveList<ReadyNode> ready_;
};

// Makes `loop` this thread's current loop for a scope, without running it: for set-up and tests.
class LoopBinding {
 public:
  explicit LoopBinding(Loop& loop) noexcept;
  ~LoopBinding();
  LoopBinding(const LoopBinding&) = delete;
  LoopBinding& operator=(const LoopBinding&) = delete;

 private:
  Loop& loop_;
  Loop* previous_;                // Of this thread.
  const void* previous_thread_;   // Of the loop.
};

}  // namespace saki
