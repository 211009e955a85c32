// SPDX-License-Identifier: Apache-2.0
//
// with_timeout and shielded: a task run in a line of execution of its own, inside the caller's.
#pragma once

#include <type_traits>
#include <utility>

#include "saki/base/result.h"
#include "saki/loop/timer.h"
#include "saki/task/inner_line.h"
#include "saki/task/task.h"

namespace saki {

namespace detail {

template <class T>
struct TimedResult {
  using type = Result<T>;
};
template <class T>
struct TimedResult<Result<T>> {
  using type = Result<T>;
};

class CancelTimer final : public Timer {
 public:
  CancelTimer(Loop& loop, TaskContext& line) noexcept : Timer(loop, "with_timeout"), line_(line) {}
  [[nodiscard]] bool expired() const noexcept { return expired_; }

 private:
  void expire() override {
    expired_ = true;
    line_.cancel();
  }
  TaskContext& line_;
  bool expired_ = false;
};

template <class T>
inline constexpr bool kIsResult = std::is_same_v<typename TimedResult<T>::type, T>;

}  // namespace detail

// Runs `task` for at most `limit`, then cancels it and waits for it to unwind.
//
// Returns what the task gave, or Error::Timeout when it ended by that cancellation; a task that still succeeded in time to be counted wins.
// When the caller's own line is cancelled the task is as well, and the answer is its Error::Cancelled, or Cancelled is thrown if T is no
// Result. Other exceptions pass. Needs a current loop.
template <class T>
Task<typename detail::TimedResult<T>::type> with_timeout(Duration limit, Task<T> task) {
  detail::InnerLine inner(detail::InnerLineKind::Linked);
  co_await inner.enter();
  detail::CancelTimer timer(*Loop::current(), inner.line());
  timer.start_after(limit);
  Task<T> timed = std::move(task);  // Ends before the line it runs in.
  try {
    if constexpr (std::is_void_v<T>) {
      co_await std::move(timed);
      co_return {};
    } else {
      T outcome = co_await std::move(timed);
      if constexpr (detail::kIsResult<T>) {
        const bool by_timer = timer.expired() && !inner.outer_cancelled();
        if (by_timer && !outcome && outcome.error() == Error::Cancelled) co_return fail(Error::Timeout);
      }
      co_return std::move(outcome);
    }
  } catch (const Cancelled&) {
    if (!timer.expired() || inner.outer_cancelled()) throw;
    co_return fail(Error::Timeout);
  }
}

// Runs `task` to its end even when the caller's line of execution is cancelled meanwhile; the caller's next wait then reports that.
template <class T>
Task<T> shielded(Task<T> task) {
  detail::InnerLine inner(detail::InnerLineKind::Shielded);
  co_await inner.enter();
  Task<T> sheltered = std::move(task);  // Ends before the line it runs in.
  co_return co_await std::move(sheltered);
}

}  // namespace saki
