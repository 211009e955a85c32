// SPDX-License-Identifier: Apache-2.0
//
// MysqlAnswer: what a call of the library gave, awaited. Most calls have their answer at hand, since the rows of a small result arrive
// together: then there is no frame and nothing to wait for.
#pragma once

#include <coroutine>
#include <optional>
#include <utility>

#include "saki/task/task.h"

namespace saki {

class [[nodiscard]] MysqlAnswer {  // Affinity: loop.
 public:
  explicit MysqlAnswer(int code) noexcept : code_(code) {}
  explicit MysqlAnswer(Task<int> later) noexcept : later_(std::move(later)) {}

  [[nodiscard]] bool await_ready() const noexcept { return !later_; }
  template <class Promise>
  std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> caller) noexcept {
    return awaiter().await_suspend(caller);
  }
  [[nodiscard]] int await_resume() { return later_ ? awaiter().await_resume() : code_; }

 private:
  [[nodiscard]] Task<int>::Awaiter awaiter() noexcept { return std::move(*later_).operator co_await(); }

  std::optional<Task<int>> later_;
  int code_ = 0;
};

}  // namespace saki
