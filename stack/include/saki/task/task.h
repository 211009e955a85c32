// SPDX-License-Identifier: Apache-2.0
//
// Task<T>: a coroutine that runs when awaited and gives a T, or throws what it threw.
//
// Lazy and move-only. Awaiting starts it in the caller's line of execution by symmetric transfer; dropping it, started or not, destroys
// it with everything it awaits. That goes down by recursion, for which 10,000 tasks nested in one another need less than 512 KiB of stack;
// completing needs none, however deep. Frames come from FramePool. A default-made Task<> is already done and costs nothing: functions that
// often have nothing to wait for return it instead of making a frame.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>
#include <variant>

#include "saki/base/check.h"
#include "saki/task/frame_pool.h"
#include "saki/task/wait.h"

namespace saki {

template <class T = void>
class Task;
class StartedTask;
class RootTask;

namespace detail {

// A task that nobody awaits has ended, and is suspended for good: a RootTask's. May destroy it.
void end_root(TaskContext& line) noexcept;

class TaskPromiseBase : public PromiseBase {
 public:
  std::coroutine_handle<> continuation;  // Who awaits it; null for a RootTask's.

  static void* operator new(std::size_t size_bytes) { return FramePool::allocate(size_bytes); }
  static void operator delete(void* frame, std::size_t size_bytes) noexcept { FramePool::release(frame, size_bytes); }

  std::suspend_always initial_suspend() noexcept { return {}; }

  struct Finish {
    bool await_ready() noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> finished) noexcept {
      TaskPromiseBase& promise = finished.promise();
      if (promise.continuation) [[likely]]
        return transfer(promise.continuation, promise.ready);
      end_root(*promise.context);
      return std::noop_coroutine();
    }
    void await_resume() noexcept {}
  };
  Finish final_suspend() noexcept { return {}; }
};

template <class T>
class TaskPromise final : public TaskPromiseBase {
 public:
  Task<T> get_return_object() noexcept;
  template <class U = T>
  void return_value(U&& value) {
    outcome_.template emplace<1>(std::forward<U>(value));
  }
  void unhandled_exception() noexcept { outcome_.template emplace<2>(std::current_exception()); }
  T take() {
    if (outcome_.index() == 2) std::rethrow_exception(std::get<2>(std::move(outcome_)));
    return std::get<1>(std::move(outcome_));
  }

 private:
  std::variant<std::monostate, T, std::exception_ptr> outcome_;
};

template <>
class TaskPromise<void> final : public TaskPromiseBase {
 public:
  Task<void> get_return_object() noexcept;
  void return_void() noexcept {}
  void unhandled_exception() noexcept { exception_ = std::current_exception(); }
  void take() {
    if (exception_) std::rethrow_exception(std::exchange(exception_, nullptr));
  }

 private:
  std::exception_ptr exception_;
};

}  // namespace detail

template <class T>
class [[nodiscard]] Task {  // Affinity: loop.
 public:
  using promise_type = detail::TaskPromise<T>;
  using Handle = std::coroutine_handle<promise_type>;

  Task() noexcept
    requires std::is_void_v<T>
  = default;
  explicit Task(Handle coroutine) noexcept : coroutine_(coroutine) {}
  Task(Task&& other) noexcept : coroutine_(std::exchange(other.coroutine_, {})) {}
  Task& operator=(Task&& other) noexcept {
    if (this != &other) {
      destroy();
      coroutine_ = std::exchange(other.coroutine_, {});
    }
    return *this;
  }
  ~Task() { destroy(); }

  // Has run to its end, or needed no frame.
  [[nodiscard]] bool done() const noexcept { return !coroutine_ || coroutine_.done(); }

  class Awaiter {
   public:
    explicit Awaiter(Handle coroutine) noexcept : coroutine_(coroutine) {}
    bool await_ready() const noexcept { return !coroutine_; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> caller) noexcept {
      promise_type& promise = coroutine_.promise();
      promise.continuation = caller;
      promise.context = caller.promise().context;
      return transfer(coroutine_, promise.ready);
    }
    [[nodiscard]] T await_resume() {
      if constexpr (std::is_void_v<T>) {
        if (coroutine_) coroutine_.promise().take();
      } else {
        return coroutine_.promise().take();
      }
    }

   private:
    Handle coroutine_;
  };
  Awaiter operator co_await() && noexcept { return Awaiter(coroutine_); }

 private:
  friend class StartedTask;
  friend class RootTask;
  void destroy() noexcept {
    if (coroutine_) std::exchange(coroutine_, {}).destroy();
  }
  Handle coroutine_;
};

template <class T>
Task<T> detail::TaskPromise<T>::get_return_object() noexcept {
  return Task<T>(Task<T>::Handle::from_promise(*this));
}
inline Task<void> detail::TaskPromise<void>::get_return_object() noexcept { return Task<void>(Task<void>::Handle::from_promise(*this)); }

}  // namespace saki
