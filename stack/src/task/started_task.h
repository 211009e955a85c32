// SPDX-License-Identifier: Apache-2.0
//
// StartedTask: a Task<> that begins in a callback of the loop, in a line of execution of its own. Where it ends at once no coroutine is
// needed around it; where it waits, one awaits the rest.
//
//   held -> begin(), true: it has ended -> take()
//                    false: it waits    -> co_await rest()
#pragma once

#include <optional>

#include "saki/task/task.h"

namespace saki {

class StartedTask {  // Affinity: loop.
 public:
  class Rest;

  void hold(Task<> task) noexcept;  // Where none is.
  [[nodiscard]] bool begin() noexcept;  // Runs it until its first wait; whether it ended.
  [[nodiscard]] bool begun() const noexcept { return begun_; }
  [[nodiscard]] explicit operator bool() const noexcept { return line_.has_value(); }

  void take();  // Of one that ended: throws what it threw. Nothing is held then.
  [[nodiscard]] Rest rest() noexcept;  // Of one that began: waits until it has ended, and takes it. Cancelled with whoever waits.

  void cancel() noexcept { line_->cancel(); }  // May end it and resume who awaits the rest. Touch nothing after.
  void drop() noexcept;  // Destroys it where it waits.

 private:
  std::optional<TaskContext> line_;
  Task<> task_;
  bool begun_ = false;
};

class StartedTask::Rest final : public Wait {  // Affinity: loop.
 public:
  explicit Rest(StartedTask& started) noexcept : started_(started) {}
  bool await_ready() const noexcept { return started_.task_.done(); }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) noexcept {
    if (!suspend(caller)) started_.cancel();  // Nobody is resumed by it yet.
    if (started_.task_.done()) return false;
    started_.task_.coroutine_.promise().continuation = caller;
    return true;
  }
  void await_resume() {
    detach();
    started_.take();
  }

 private:
  void withdraw() noexcept override {}
  void on_cancel() noexcept override { started_.cancel(); }
  StartedTask& started_;
};

inline StartedTask::Rest StartedTask::rest() noexcept { return Rest(*this); }

}  // namespace saki
