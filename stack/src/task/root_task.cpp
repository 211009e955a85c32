// SPDX-License-Identifier: Apache-2.0
#include "task/root_task.h"

#include <utility>

#include "saki/base/check.h"

namespace saki {

void detail::end_root(TaskContext& line) noexcept { static_cast<RootTask&>(line).end(); }

void RootTask::start(Task<> task, RootTaskOwner& owner) noexcept {
  SAKI_ASSERT(!running() && !cancelled(), "a line of execution is for one task");
  owner_ = &owner;
  task_ = std::move(task);
  if (!task_.coroutine_) return end();
  task_.coroutine_.promise().context = this;
  resume(task_.coroutine_);
}

void RootTask::cancel() noexcept {
  if (running()) TaskContext::cancel();
}

void RootTask::drop() noexcept {
  owner_ = nullptr;
  task_ = {};
}

void RootTask::end() noexcept {
  RootTaskOwner& told = *owner_;
  std::exception_ptr failure;
  try {
    if (task_.coroutine_) task_.coroutine_.promise().take();
  } catch (...) {
    failure = std::current_exception();
  }
  drop();
  told.on_task_ended(std::move(failure));
}

}  // namespace saki
