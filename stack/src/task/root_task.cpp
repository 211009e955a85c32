// SPDX-License-Identifier: Apache-2.0
#include "task/root_task.h"

#include "saki/base/check.h"

namespace saki {

class RootTask::Promise final : public PromiseBase {
 public:
  Promise() noexcept { context = &line_; }
  static void* operator new(std::size_t size_bytes) { return FramePool::allocate(size_bytes); }
  static void operator delete(void* frame, std::size_t size_bytes) noexcept { FramePool::release(frame, size_bytes); }

  Root get_return_object() noexcept { return {std::coroutine_handle<Promise>::from_promise(*this)}; }
  std::suspend_always initial_suspend() noexcept { return {}; }
  auto final_suspend() noexcept {
    struct Finish {
      bool await_ready() noexcept { return false; }
      void await_suspend(std::coroutine_handle<Promise> ended) noexcept {
        RootTaskOwner& told = *ended.promise().owner;
        std::exception_ptr failure = std::move(ended.promise().failure_);
        ended.promise().task->drop();
        told.on_task_ended(std::move(failure));
      }
      void await_resume() noexcept {}
    };
    return Finish{};
  }
  void return_void() noexcept {}
  void unhandled_exception() noexcept { failure_ = std::current_exception(); }

  RootTask* task = nullptr;
  RootTaskOwner* owner = nullptr;

 private:
  TaskContext line_;
  std::exception_ptr failure_;
};

RootTask::Root RootTask::run(Task<> task) { co_await std::move(task); }

void RootTask::start(Task<> task, RootTaskOwner& owner) {
  SAKI_ASSERT(!running(), "one task at a time");
  root_ = run(std::move(task)).coroutine;
  root_.promise().task = this;
  root_.promise().owner = &owner;
  resume(root_);
}

void RootTask::cancel() noexcept {
  if (running()) root_.promise().context->cancel();
}

void RootTask::drop() noexcept {
  if (running()) std::exchange(root_, {}).destroy();
}

}  // namespace saki
