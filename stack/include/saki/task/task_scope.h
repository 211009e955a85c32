// SPDX-License-Identifier: Apache-2.0
//
// TaskScope: the owner of background tasks. Nothing runs detached: whoever spawns has a scope, and the scope ends after its tasks.
//
// Each spawned task is a line of execution of its own (a TaskContext), which the scope can cancel. A scope that ends drops what is left in
// it, so a coroutine may have one as a variable, behind what its tasks use, and be cancelled or dropped itself before it has joined.
#pragma once

#include <exception>
#include <functional>
#include <type_traits>
#include <utility>

#include "saki/task/task.h"

namespace saki {

namespace detail {

// What may be spawned or sent to a pool: a function, or a closure that captures nothing. Captures would die with the closure object while
// the coroutine still uses them; pass them as arguments, which are decayed and copied.
template <class F>
concept Captureless = std::is_empty_v<F> || std::is_pointer_v<F> || std::is_member_function_pointer_v<F>;

}  // namespace detail

class TaskScope {  // Affinity: loop.
 public:
  // Told of an exception (other than Cancelled) that ended a task. The default aborts: background work handles its own errors.
  using ErrorHandler = void (*)(void* context, const char* scope_name, std::exception_ptr error) noexcept;

  TaskScope(Loop& loop, const char* name) noexcept : loop_(loop), name_(name) {}
  TaskScope(const TaskScope&) = delete;
  TaskScope& operator=(const TaskScope&) = delete;
  ~TaskScope();

  void on_error(ErrorHandler handler, void* context) noexcept;
  void failed(std::exception_ptr error) noexcept;  // Tells the handler, as if a task had ended with it.

  // Runs `function(arguments…)`, a Task<>, until its first wait; the rest happens in the loop. Arguments are decayed and moved into the
  // task's root, as std::thread does; std::ref passes a reference to something that outlives the scope.
  template <class F, class... Arguments>
  void spawn(F function, Arguments&&... arguments) {
    static_assert(detail::Captureless<F>, "spawn takes a function or a closure without captures; pass what it needs as arguments");
    start(root<F, std::decay_t<Arguments>...>(std::move(function), std::forward<Arguments>(arguments)...));
  }

  [[nodiscard]] std::size_t running() const noexcept { return running_; }

  void cancel() noexcept;  // Cancels every task that is running now.
  void drop() noexcept;    // Destroys every unfinished task where it waits. Not from inside one of them.

  class Join;
  [[nodiscard]] Join join() noexcept;  // Completes when no task runs; does not cancel. One waiter at a time.

 private:
  class RootPromise;
  class Root {
   public:
    using promise_type = RootPromise;
    std::coroutine_handle<RootPromise> coroutine;
  };

  class RootPromise final : public PromiseBase, public ListLink<> {
   public:
    RootPromise() noexcept { context = &line_; }
    static void* operator new(std::size_t size_bytes) { return FramePool::allocate(size_bytes); }
    static void operator delete(void* frame, std::size_t size_bytes) noexcept { FramePool::release(frame, size_bytes); }

    Root get_return_object() noexcept { return {std::coroutine_handle<RootPromise>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct Finish {
        bool await_ready() noexcept { return false; }
        void await_suspend(std::coroutine_handle<RootPromise> finished) noexcept { finished.promise().scope->finished(finished); }
        void await_resume() noexcept {}
      };
      return Finish{};
    }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { scope->failed(std::current_exception()); }

    TaskScope* scope = nullptr;

   private:
    TaskContext line_;
  };

  template <class F, class... Arguments>
  static Root root(F function, Arguments... arguments) {
    co_await std::invoke(std::move(function), std::move(arguments)...);
  }

  void start(Root root) noexcept;
  void finished(std::coroutine_handle<RootPromise> root) noexcept;
  void tell_joiner() noexcept;

  Loop& loop_;
  const char* name_;
  IntrusiveList<RootPromise> roots_;
  std::size_t running_ = 0;
  Join* joiner_ = nullptr;
  ErrorHandler error_handler_ = nullptr;
  void* error_context_ = nullptr;
};

class TaskScope::Join final : public Wait {
 public:
  explicit Join(TaskScope& scope) noexcept : scope_(scope) {}
  ~Join() override { withdraw(); }
  bool await_ready() const noexcept { return scope_.running_ == 0; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) noexcept {
    if (!suspend(caller)) return false;
    SAKI_CHECK(scope_.joiner_ == nullptr, "a task scope is joined by one waiter");
    scope_.joiner_ = this;
    return true;
  }
  void await_resume() const {
    if (was_cancelled()) throw Cancelled();
  }

 private:
  friend class TaskScope;
  void withdraw() noexcept override {
    if (scope_.joiner_ == this) scope_.joiner_ = nullptr;
  }
  TaskScope& scope_;
};

inline TaskScope::Join TaskScope::join() noexcept { return Join(*this); }

}  // namespace saki
