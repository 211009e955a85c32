// SPDX-License-Identifier: Apache-2.0
#include "saki/task/task_scope.h"

namespace saki {

TaskScope::~TaskScope() { drop(); }

void TaskScope::on_error(ErrorHandler handler, void* context) noexcept {
  error_handler_ = handler;
  error_context_ = context;
}

void TaskScope::start(Root root) noexcept {
  RootPromise& promise = root.coroutine.promise();
  promise.scope = this;
  roots_.push_back(promise);
  ++running_;
  resume(root.coroutine);
}

void TaskScope::finished(std::coroutine_handle<RootPromise> root) noexcept {
  root.destroy();  // Leaves roots_ by itself.
  --running_;
  if (running_ == 0) tell_joiner();
}

void TaskScope::failed(std::exception_ptr error) noexcept {
  try {
    std::rethrow_exception(error);
  } catch (const Cancelled&) {
    return;
  } catch (...) {
  }
  SAKI_CHECK(error_handler_ != nullptr, "a background task ended with an exception");
  error_handler_(error_context_, name_, std::move(error));
}

void TaskScope::cancel() noexcept {
  // Cancelling one task may end others or spawn new ones: the former leave this list by themselves, the latter never enter it.
  IntrusiveList<RootPromise> running;
  roots_.move_all_to(running);
  while (!running.empty()) {
    RootPromise& root = running.pop_front();
    roots_.push_back(root);
    root.context->cancel();
  }
}

void TaskScope::drop() noexcept {
  while (!roots_.empty()) {
    RootPromise& root = roots_.pop_front();
    std::coroutine_handle<RootPromise>::from_promise(root).destroy();
    --running_;
  }
  tell_joiner();
}

void TaskScope::tell_joiner() noexcept {
  if (Join* joiner = std::exchange(joiner_, nullptr)) joiner->complete_soon(loop_);
}

}  // namespace saki
