// SPDX-License-Identifier: Apache-2.0
//
// BlockingPool: threads for work that blocks. The coroutine suspends; the work runs on a pool thread with its own copies of the arguments;
// the coroutine resumes on its own loop.
//
// The queue is bounded. A task that is cancelled or dropped does not wait for its work: unstarted work is skipped, running work ends by
// itself and its result is discarded.
#pragma once

#include <atomic>
#include <concepts>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <tuple>
#include <variant>

#include "saki/task/task_scope.h"

namespace saki {

struct BlockingPoolOptions {
  const char* name = "blocking";   // Threads are named after it.
  unsigned threads = 4;            // 1 to 256; started when first needed.
  std::size_t queue_limit = 1024;  // Jobs waiting for a thread.
};

class BlockingPool {  // Affinity: any.
 public:
  explicit BlockingPool(const BlockingPoolOptions& options = {});
  ~BlockingPool();  // As stop().
  BlockingPool(const BlockingPool&) = delete;
  BlockingPool& operator=(const BlockingPool&) = delete;

  class JobBase;
  template <class R>
  class Work;

  // co_await pool.run(function, arguments…) gives Result<R>. Arguments are decayed and copied.
  //
  // Errors: Exhausted when the queue is full, the pool has stopped or the system gives no thread; Cancelled. What the function throws is
  // thrown to the caller.
  template <class F, class... Arguments>
  [[nodiscard]] auto run(F function, Arguments&&... arguments) -> Work<std::invoke_result_t<F, std::decay_t<Arguments>...>>;

  // Lets running work end, joins the threads; whoever waits for work that did not start gets Exhausted. Before the loops that wait for it
  // are destroyed, and not from two threads at once. Idempotent.
  void stop() noexcept;

  [[nodiscard]] std::size_t queued() const noexcept;

 private:
  bool submit(std::unique_ptr<JobBase> job);  // False when full or stopped.

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// One piece of work on its way: queue → pool thread → its home loop. Owned by whichever of them has it.
class BlockingPool::JobBase {
 public:
  explicit JobBase(Loop& home_loop) noexcept : home(home_loop) {}
  virtual ~JobBase() = default;
  virtual void execute() noexcept = 0;  // On a pool thread.
  virtual void deliver() noexcept = 0;  // On the home loop, unless abandoned.

  Loop& home;
  std::atomic<bool> abandoned = false;  // Nobody waits any more. Set on the home loop.
};

template <class R>
class BlockingPool::Work final : public Wait {  // Affinity: loop.
  using Stored = std::conditional_t<std::is_void_v<R>, std::monostate, R>;

 public:
  class Job : public JobBase {
   public:
    explicit Job(Loop& home_loop) noexcept : JobBase(home_loop) {}
    void deliver() noexcept override {
      if (waiter != nullptr) waiter->take_from(*this);
    }
    Work* waiter = nullptr;
    std::optional<Stored> value;
    std::exception_ptr exception;
  };

  Work(BlockingPool& pool, std::unique_ptr<Job> job) noexcept : pool_(pool), job_(std::move(job)) {}
  ~Work() override { withdraw(); }

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    if (!suspend(caller)) return false;
    pending_ = job_.get();
    pending_->waiter = this;
    if (pool_.submit(std::move(job_))) return true;
    pending_ = nullptr;
    detach();
    return false;
  }
  [[nodiscard]] Result<R> await_resume() {
    if (exception_) std::rethrow_exception(exception_);
    if (was_cancelled()) return fail(Error::Cancelled);
    if (!value_) return fail(Error::Exhausted);
    if constexpr (std::is_void_v<R>) {
      return {};
    } else {
      return std::move(*value_);
    }
  }

 private:
  void withdraw() noexcept override {
    if (pending_ == nullptr) return;
    pending_->waiter = nullptr;
    std::exchange(pending_, nullptr)->abandoned.store(true, std::memory_order_release);  // The pool may destroy it from here.
  }
  void take_from(Job& job) noexcept {
    pending_ = nullptr;
    value_ = std::move(job.value);
    exception_ = job.exception;
    complete();
  }

  BlockingPool& pool_;
  std::unique_ptr<Job> job_;
  Job* pending_ = nullptr;
  std::optional<Stored> value_;
  std::exception_ptr exception_;
};

template <class F, class... Arguments>
auto BlockingPool::run(F function, Arguments&&... arguments) -> Work<std::invoke_result_t<F, std::decay_t<Arguments>...>> {
  static_assert(detail::Captureless<F>, "a pool runs a function or a closure without captures; pass what it needs as arguments");
  using R = std::invoke_result_t<F, std::decay_t<Arguments>...>;
  using Job = typename Work<R>::Job;
  SAKI_CHECK(Loop::current() != nullptr, "work for a pool comes from a loop's thread, to which its result returns");

  class Invocation final : public Job {
   public:
    Invocation(Loop& home_loop, F work, Arguments&&... values)
        : Job(home_loop), function_(std::move(work)), arguments_(std::forward<Arguments>(values)...) {}
    void execute() noexcept override {
      try {
        if constexpr (std::is_void_v<R>) {
          std::apply(std::move(function_), std::move(arguments_));
          this->value.emplace();
        } else {
          this->value.emplace(std::apply(std::move(function_), std::move(arguments_)));
        }
      } catch (...) {
        this->exception = std::current_exception();
      }
    }

   private:
    F function_;
    std::tuple<std::decay_t<Arguments>...> arguments_;
  };
  return {*this, std::make_unique<Invocation>(*Loop::current(), std::move(function), std::forward<Arguments>(arguments)...)};
}

}  // namespace saki
