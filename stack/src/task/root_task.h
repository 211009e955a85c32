// SPDX-License-Identifier: Apache-2.0
//
// RootTask: a Task<> that goes on by itself, in a line of execution of its own, and tells its owner when it has ended.
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

class RootTask {  // Affinity: loop.
 public:
  RootTask() noexcept = default;
  RootTask(const RootTask&) = delete;
  RootTask& operator=(const RootTask&) = delete;
  ~RootTask() { drop(); }

  // Runs `task` until its first wait; it may end, and tell so, before this returns. One at a time. Throws std::bad_alloc.
  void start(Task<> task, RootTaskOwner& owner);
  [[nodiscard]] bool running() const noexcept { return static_cast<bool>(root_); }

  void cancel() noexcept;  // May end it. Touch nothing after.
  void drop() noexcept;    // Destroys it where it waits. Not from inside it.

 private:
  class Promise;
  struct Root {
    using promise_type = Promise;
    std::coroutine_handle<Promise> coroutine;
  };
  static Root run(Task<> task);

  std::coroutine_handle<Promise> root_;
};

}  // namespace saki
