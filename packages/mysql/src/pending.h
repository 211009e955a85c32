// SPDX-License-Identifier: Apache-2.0
//
// MysqlPending: a call that the library has under way on the loop, one at a time, and MysqlStep: the wait for its end.
#pragma once

#include <coroutine>
#include <utility>

#include "saki/task/wait.h"

namespace saki {

class MysqlStep;

class MysqlPending {  // Affinity: loop.
 public:
  virtual ~MysqlPending() = default;

  [[nodiscard]] bool under_way() const noexcept { return wanted_ != 0; }
  [[nodiscard]] int code() const noexcept { return code_; }  // Of the call that was under way last.

  // Lets the library see its call to the end, which comes at once since no time is left. Harmless when none is under way.
  virtual void give_up() noexcept = 0;

 protected:
  void tell_waiter() noexcept;  // The call has ended. May destroy this.

  int wanted_ = 0;  // What the library waits for.
  int code_ = 0;

 private:
  friend class MysqlStep;
  MysqlStep* step_ = nullptr;
};

class MysqlStep final : public Wait {  // Affinity: loop.
 public:
  explicit MysqlStep(MysqlPending& pending) noexcept : pending_(pending) {}
  ~MysqlStep() override { withdraw(); }

  // False: the line of execution is cancelled and does not wait.
  template <class Promise>
  [[nodiscard]] bool enter(std::coroutine_handle<Promise> caller) {
    if (!suspend(caller)) return false;
    pending_.step_ = this;
    return true;
  }

 private:
  friend class MysqlPending;
  void withdraw() noexcept override {
    if (pending_.step_ == this) pending_.step_ = nullptr;
  }

  // A call is not left in the middle, since the library would be: who has no time aborts the connection.
  void on_cancel() noexcept override {}

  MysqlPending& pending_;
};

inline void MysqlPending::tell_waiter() noexcept {
  if (step_ != nullptr) std::exchange(step_, nullptr)->complete();
}

}  // namespace saki
