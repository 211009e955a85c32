// SPDX-License-Identifier: Apache-2.0
//
// MysqlAnswer: what a call of the library gave, awaited. Most calls have their answer at hand, since the rows of a small result arrive
// together, and then there is nothing to wait for. What the library itself comes back to is waited for without a frame.
#pragma once

#include <coroutine>
#include <optional>
#include <utility>

#include "pending.h"
#include "saki/task/task.h"

namespace saki {

class [[nodiscard]] MysqlAnswer {  // Affinity: loop. A call under way ends with it.
 public:
  class Awaiter;

  explicit MysqlAnswer(int code) noexcept : code_(code) {}
  explicit MysqlAnswer(MysqlPending& pending) noexcept : pending_(&pending) {}
  explicit MysqlAnswer(Task<int> later) noexcept : later_(std::move(later)) {}
  MysqlAnswer(MysqlAnswer&& other) noexcept
      : code_(other.code_), pending_(std::exchange(other.pending_, nullptr)), later_(std::move(other.later_)) {}
  MysqlAnswer& operator=(MysqlAnswer&&) = delete;
  ~MysqlAnswer() {
    if (pending_ != nullptr) pending_->give_up();
  }

  [[nodiscard]] bool at_hand() const noexcept { return (pending_ == nullptr || !pending_->under_way()) && !later_; }
  [[nodiscard]] int code() const noexcept { return code_; }  // Of one at hand.
  Awaiter operator co_await() && noexcept;

 private:
  int code_ = 0;
  MysqlPending* pending_ = nullptr;
  std::optional<Task<int>> later_;
};

class MysqlAnswer::Awaiter {  // Affinity: loop.
 public:
  explicit Awaiter(MysqlAnswer& answer) noexcept : answer_(answer) {}

  [[nodiscard]] bool await_ready() const noexcept { return answer_.at_hand(); }
  template <class Promise>
  std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> caller) {
    if (answer_.later_) return task().await_suspend(caller);
    return step_.emplace(*answer_.pending_).enter(caller) ? std::noop_coroutine() : std::coroutine_handle<>(caller);
  }
  [[nodiscard]] int await_resume() {
    if (answer_.later_) return task().await_resume();
    MysqlPending* const pending = std::exchange(answer_.pending_, nullptr);
    if (pending == nullptr) return answer_.code_;
    if (pending->under_way()) pending->give_up();  // The line was cancelled and did not wait.
    return pending->code();
  }

 private:
  [[nodiscard]] Task<int>::Awaiter task() noexcept { return std::move(*answer_.later_).operator co_await(); }

  MysqlAnswer& answer_;
  std::optional<MysqlStep> step_;
};

inline MysqlAnswer::Awaiter MysqlAnswer::operator co_await() && noexcept { return Awaiter(*this); }

}  // namespace saki
