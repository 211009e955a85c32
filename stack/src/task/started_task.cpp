// SPDX-License-Identifier: Apache-2.0
#include "task/started_task.h"

namespace saki {

void StartedTask::hold(Task<> task) noexcept {
  SAKI_ASSERT(!line_, "one task is held at a time");
  task_ = std::move(task);
  line_.emplace();
}

bool StartedTask::begin() noexcept {
  begun_ = true;
  if (task_.done()) return true;
  auto& promise = task_.coroutine_.promise();
  promise.context = &*line_;
  promise.continuation = std::noop_coroutine();
  resume(task_.coroutine_);
  return task_.done();
}

void StartedTask::take() {
  const Task<> ended = std::move(task_);
  drop();
  if (ended.coroutine_) ended.coroutine_.promise().take();
}

void StartedTask::drop() noexcept {
  task_ = {};
  line_.reset();
  begun_ = false;
}

}  // namespace saki
