// SPDX-License-Identifier: Apache-2.0
//
// give_way: lets the other events of the turn have their share. For long computations on a loop.
#pragma once

#include "saki/task/wait.h"

namespace saki {

class GiveWay final : public Wait {  // Affinity: loop. Made by give_way(); awaited at once.
 public:
  explicit GiveWay(Loop& loop) noexcept : loop_(loop) {}
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) noexcept {
    if (!suspend(caller)) return false;
    complete_soon(loop_);
    return true;
  }
  void await_resume() const {
    if (was_cancelled()) throw Cancelled();
  }

 private:
  void withdraw() noexcept override {}
  Loop& loop_;
};

// Goes on from the loop's ready queue. Throws Cancelled. Needs a current loop.
[[nodiscard]] inline GiveWay give_way() noexcept { return GiveWay(*Loop::current()); }

}  // namespace saki
