// SPDX-License-Identifier: Apache-2.0
//
// StoreCall<T> and StoreTryCall<T>: what `co_await store.get(…)` and `co_await store.try_get(…)` await. Awaited at once.
#pragma once

#include <coroutine>
#include <utility>

#include "saki/store_answer.h"
#include "saki/store_error.h"
#include "saki/task/task.h"

namespace saki {

using StoreTask = Task<StoreResult<StoreAnswer>>;

[[noreturn]] void throw_store_error(StoreError error);  // Cancelled, for that kind.

class StoreAwait {  // Affinity: loop.
 public:
  explicit StoreAwait(StoreTask task) : task_(std::move(task)), awaiter_(std::move(task_).operator co_await()) {}
  StoreAwait(const StoreAwait&) = delete;
  StoreAwait& operator=(const StoreAwait&) = delete;

  bool await_ready() const noexcept { return awaiter_.await_ready(); }
  template <class Promise>
  std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> caller) noexcept {
    return awaiter_.await_suspend(caller);
  }

 protected:
  ~StoreAwait() = default;
  [[nodiscard]] StoreResult<StoreAnswer> result() { return awaiter_.await_resume(); }

 private:
  StoreTask task_;
  StoreTask::Awaiter awaiter_;
};

template <class T>
class [[nodiscard]] StoreCall final : public StoreAwait {
 public:
  using StoreAwait::StoreAwait;
  T await_resume() {
    StoreResult<StoreAnswer> answer = result();
    if (!answer) throw_store_error(std::move(answer.error()));
    return std::move(*answer).template take<T>();
  }
};

template <class T>
class [[nodiscard]] StoreTryCall final : public StoreAwait {
 public:
  using StoreAwait::StoreAwait;
  [[nodiscard]] StoreResult<T> await_resume() {
    StoreResult<StoreAnswer> answer = result();
    if (!answer) return std::unexpected(std::move(answer.error()));
    if constexpr (std::is_void_v<T>) {
      return {};
    } else {
      return std::move(*answer).template take<T>();
    }
  }
};

}  // namespace saki
