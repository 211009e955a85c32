// SPDX-License-Identifier: Apache-2.0
//
// InnerLine: a line of execution within another's, for with_timeout and its like.
#pragma once

#include <utility>

#include "saki/task/wait.h"

namespace saki::detail {

enum class InnerLineKind {
  Linked,    // Cancelling the outer line cancels the inner one.
  Shielded,  // It is noted; the outer line's next wait reports it.
};

// While entered, what the coroutine awaits runs in `line()` instead of the coroutine's own line of execution, which counts as waiting.
class InnerLine final : public Wait {  // Affinity: loop. Lives in the coroutine that enters it.
 public:
  explicit InnerLine(InnerLineKind kind) noexcept : kind_(kind) {}
  ~InnerLine() override { leave(); }

  [[nodiscard]] TaskContext& line() noexcept { return line_; }
  [[nodiscard]] bool outer_cancelled() const noexcept { return outer_ != nullptr && outer_->cancelled(); }

  class Enter {
   public:
    explicit Enter(InnerLine& inner) noexcept : inner_(inner) {}
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> caller) noexcept {
      inner_.bind(caller);
      return false;
    }
    void await_resume() const noexcept {}

   private:
    InnerLine& inner_;
  };
  Enter enter() noexcept { return Enter(*this); }  // To be awaited; never suspends.
  void leave() noexcept {
    if (entered_ == nullptr) return;
    std::exchange(entered_, nullptr)->context = outer_;
    detach();
  }

 private:
  template <class Promise>
  void bind(std::coroutine_handle<Promise> caller) noexcept {
    entered_ = &caller.promise();
    outer_ = entered_->context;
    const bool outer_live = suspend(caller);
    if (!outer_live && kind_ == InnerLineKind::Linked) line_.cancel();
    entered_->context = &line_;
  }
  void withdraw() noexcept override {}
  void on_cancel() noexcept override {
    if (kind_ == InnerLineKind::Linked) line_.cancel();
  }

  InnerLineKind kind_;
  PromiseBase* entered_ = nullptr;
  TaskContext* outer_ = nullptr;
  TaskContext line_;
};

}  // namespace saki::detail
