// SPDX-License-Identifier: Apache-2.0
//
// Waiting and cancelling.
//
// A TaskContext stands for one line of execution: a task and everything it awaits, however deep. At most one Wait of it is suspended
// at a time, the innermost. Cancelling marks the context for good and completes that wait at once; later waits complete without
// suspending. A Wait deregisters in its destructor, so a suspended task may be destroyed on its own loop at any time.
#pragma once

#include <coroutine>
#include <exception>

#include "saki/loop/loop.h"

namespace saki {

class Wait;

// Thrown by waits that have no Result to carry Error::Cancelled. Handlers let it pass; the SDK ends the exchange.
class Cancelled final : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override { return "cancelled"; }
};

class TaskContext {  // Affinity: loop.
 public:
  TaskContext() noexcept = default;
  TaskContext(const TaskContext&) = delete;
  TaskContext& operator=(const TaskContext&) = delete;

  [[nodiscard]] bool cancelled() const noexcept { return cancelled_; }

  // Completes the innermost wait, which resumes its coroutine before this returns; that may destroy the context. Touch nothing after.
  void cancel() noexcept;

 private:
  friend class Wait;
  Wait* innermost_ = nullptr;
  bool cancelled_ = false;
};

// Base of every promise: knows its line of execution, and has a place in the ready queue, with the coroutine that goes on there.
class PromiseBase {
 public:
  TaskContext* context = nullptr;
  ReadyNode ready;
};

// Base of every awaiter that suspends until something outside happens.
//
//   bool await_ready();                                    // done already?
//   template <class P> bool await_suspend(std::coroutine_handle<P> caller) {
//     if (!suspend(caller)) return false;                  // cancelled: await_resume reports it
//     …register with the source…; return true;
//   }
//   …the source calls complete() …
class Wait {  // Affinity: loop.
 public:
  Wait(const Wait&) = delete;
  Wait& operator=(const Wait&) = delete;

  [[nodiscard]] bool was_cancelled() const noexcept { return cancelled_; }
  [[nodiscard]] bool suspended() const noexcept { return promise_ != nullptr; }

 protected:
  Wait() noexcept = default;
  virtual ~Wait() { detach(); }

  // Enters the wait; false when the line of execution is cancelled, then the coroutine must not suspend.
  template <class Promise>
  [[nodiscard]] bool suspend(std::coroutine_handle<Promise> caller) noexcept {
    PromiseBase& promise = caller.promise();
    if (promise.context->cancelled_) {
      cancelled_ = true;
      return false;
    }
    promise.ready.coroutine = caller;
    promise.context->innermost_ = this;
    promise_ = &promise;
    return true;
  }

  // Ends the wait and resumes the coroutine, which may destroy this. Touch nothing after. For callbacks of the loop.
  void complete() noexcept;

  // Ends the wait; the coroutine resumes from the loop's ready queue. For sources that another coroutine feeds, so that two of them
  // cannot recurse into each other.
  void complete_soon(Loop& loop) noexcept;

  // Leaves the source, which does not call complete() any more. Called when cancelled, before the coroutine resumes.
  virtual void withdraw() noexcept = 0;

  // The line of execution was cancelled while this was its innermost wait.
  virtual void on_cancel() noexcept {
    withdraw();
    complete();
  }

  // Leaves the line of execution, which goes on without having been suspended.
  void detach() noexcept {
    if (promise_ != nullptr) promise_->context->innermost_ = nullptr;
    promise_ = nullptr;
  }

 private:
  friend class TaskContext;
  PromiseBase* promise_ = nullptr;  // Of the coroutine that waits.
  bool cancelled_ = false;
};

// Where control goes when one coroutine hands over to another: to `next`, or, after some hundred hand-overs without returning to the
// loop, to the loop, which resumes `next` from its ready queue through `node`. Symmetric transfer is no tail call at -O0 or under
// AddressSanitizer, so a long run of awaits that complete at once would otherwise overflow the stack; it is also what lets the other
// events of a turn have their share.
[[nodiscard]] std::coroutine_handle<> transfer(std::coroutine_handle<> next, ReadyNode& node) noexcept;

// Resumes `coroutine` from a callback; hand-overs are counted from here.
void resume(std::coroutine_handle<> coroutine) noexcept;

}  // namespace saki
