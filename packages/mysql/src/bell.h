// SPDX-License-Identifier: Apache-2.0
//
// MysqlBell: what a connection's coroutine waits at when it waits for no server: for a call to run, for room, for its statement's end.
// Rung by whoever has news; a time limit ends the wait too.
#pragma once

#include <algorithm>
#include <optional>
#include <utility>

#include "saki/loop/deadline.h"
#include "saki/loop/loop.h"
#include "saki/task/wait.h"

namespace saki {

class MysqlBell final : private Deadline {  // Affinity: loop. One waiter at a time.
 public:
  class Ringing final : public Wait {
   public:
    Ringing(MysqlBell& bell, std::optional<Duration> limit) noexcept : bell_(bell), limit_(limit) {}
    ~Ringing() override { withdraw(); }

    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> caller) {
      if (!suspend(caller)) return false;
      bell_.waiter_ = this;
      if (limit_) bell_.ring_after(*limit_);
      return true;
    }
    bool await_resume() const noexcept { return !timed_out_; }

   private:
    friend class MysqlBell;
    void withdraw() noexcept override {
      if (bell_.waiter_ == this) static_cast<void>(bell_.leave());
    }

    MysqlBell& bell_;
    std::optional<Duration> limit_;
    bool timed_out_ = false;
  };

  using Deadline::Deadline;

  // Awaited: until it rings, which gives true, or until `limit` has passed.
  [[nodiscard]] Ringing within(std::optional<Duration> limit) noexcept { return {*this, limit}; }

  // Harmless when nobody waits.
  void ring() noexcept {  // The waiter goes on at once.
    if (Ringing* waiter = leave()) waiter->complete();
  }
  void ring_soon() noexcept {  // From inside a call of somebody who does not expect that.
    if (Ringing* waiter = leave()) waiter->complete_soon(loop());
  }

 private:
  void ring_after(Duration limit) {
    const MonotonicTime now = loop().now();
    set(now + std::min(limit, MonotonicTime::max() - now));
  }
  void on_deadline() override {
    if (Ringing* waiter = leave()) {
      waiter->timed_out_ = true;
      waiter->complete();
    }
  }
  Ringing* leave() noexcept {
    clear();
    return std::exchange(waiter_, nullptr);
  }

  Ringing* waiter_ = nullptr;
};

}  // namespace saki
