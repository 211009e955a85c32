// SPDX-License-Identifier: Apache-2.0
//
// MysqlBell: what a connection's coroutine waits at when it waits for no server: for a call to run, for room, for its statement's end.
// Rung by whoever has news; a time limit ends the wait too.
#pragma once

#include <optional>

#include "saki/loop/timer.h"
#include "saki/task/wait.h"

namespace saki {

class MysqlBell {  // Affinity: loop. One waiter at a time.
 public:
  class Ringing final : public Wait, private Timer {
   public:
    Ringing(MysqlBell& bell, std::optional<Duration> limit) noexcept : Timer(bell.loop_, bell.name_), bell_(bell), limit_(limit) {}
    ~Ringing() override { withdraw(); }

    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> caller) {
      if (!suspend(caller)) return false;
      bell_.waiter_ = this;
      if (limit_) start_after(*limit_);
      return true;
    }
    bool await_resume() const noexcept { return !timed_out_; }

   private:
    friend class MysqlBell;
    void withdraw() noexcept override {
      Timer::cancel();
      if (bell_.waiter_ == this) bell_.waiter_ = nullptr;
    }
    void expire() override {
      timed_out_ = true;
      withdraw();
      complete();
    }

    MysqlBell& bell_;
    std::optional<Duration> limit_;
    bool timed_out_ = false;
  };

  MysqlBell(Loop& loop, const char* name) noexcept : loop_(loop), name_(name) {}

  // Awaited: until it rings, which gives true, or until `limit` has passed.
  [[nodiscard]] Ringing within(std::optional<Duration> limit) noexcept { return {*this, limit}; }

  // Harmless when nobody waits.
  void ring() noexcept {  // The waiter goes on at once.
    if (Ringing* waiter = leave()) waiter->complete();
  }
  void ring_soon() noexcept {  // From inside a call of somebody who does not expect that.
    if (Ringing* waiter = leave()) waiter->complete_soon(loop_);
  }

 private:
  Ringing* leave() noexcept {
    Ringing* waiter = waiter_;
    if (waiter != nullptr) waiter->withdraw();
    return waiter;
  }

  Loop& loop_;
  const char* name_;
  Ringing* waiter_ = nullptr;
};

}  // namespace saki
