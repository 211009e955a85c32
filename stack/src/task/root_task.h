// SPDX-License-Identifier: Apache-2.0
//
// RootTask: a Task<> that goes on by itself, in a line of execution of its own, and tells its owner when it has ended. It needs no
// coroutine around it: a task that nobody awaits tells of its end through its line.
#pragma once

#include <exception>

#include "saki/task/task.h"

namespace saki {

class RootTaskOwner {
 public:
  // What it threw is in `failure`, or nothing. May destroy the task.
  virtual void on_task_ended(std::exception_ptr failure) noexcept = 0;

 protected:
  ~RootTaskOwner() = default;
};

class RootTask : private TaskContext {  // Affinity: loop.
 public:
  RootTask() noexcept = default;
  ~RootTask() { drop(); }

  // Runs `task` until its first wait; it may end, and tell so, before this returns. Once.
  void start(Task<> task, RootTaskOwner& owner) noexcept;
  [[nodiscard]] bool running() const noexcept { return owner_ != nullptr; }

  void cancel() noexcept;  // May end it. Touch nothing after.
  void drop() noexcept;    // Destroys it where it waits. Not from inside it.

 private:
  friend void detail::end_root(TaskContext& line) noexcept;
  void end() noexcept;

  RootTaskOwner* owner_ = nullptr;  // While it runs.
  Task<> task_;
};

}  // namespace saki
