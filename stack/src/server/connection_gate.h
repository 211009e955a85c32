// SPDX-License-Identifier: Apache-2.0
//
// ConnectionGate: how many connections a worker holds, and who waits for there to be fewer. Accepting stops at the bound; further
// connections wait in the kernel's queue.
#pragma once

#include <cstddef>
#include <utility>

#include "saki/base/intrusive_list.h"
#include "saki/task/wait.h"

namespace saki {

class ConnectionGate {  // Affinity: loop.
 public:
  ConnectionGate(Loop& loop, std::size_t limit) noexcept : loop_(loop), limit_(limit) {}

  // A connection's place, given back when it ends.
  class Place {
   public:
    explicit Place(ConnectionGate& gate) noexcept : gate_(&gate) { ++gate.held_; }
    Place(Place&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (gate_ != nullptr) gate_->leave();
    }

   private:
    ConnectionGate* gate_;
  };

  class Admission final : public Wait, public ListLink<> {
   public:
    explicit Admission(ConnectionGate& gate) noexcept : gate_(gate) {}
    ~Admission() override { ListLink<>::unlink(); }
    bool await_ready() const noexcept { return gate_.held_ < gate_.limit_; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> caller) noexcept {
      if (!suspend(caller)) return false;
      gate_.waiting_.push_back(*this);
      return true;
    }
    void await_resume() const {
      if (was_cancelled()) throw Cancelled();
    }

   private:
    friend class ConnectionGate;
    void withdraw() noexcept override { ListLink<>::unlink(); }
    ConnectionGate& gate_;
  };

  // co_await gate.admission() until there is a place. Throws Cancelled.
  [[nodiscard]] Admission admission() noexcept { return Admission(*this); }

  [[nodiscard]] std::size_t held() const noexcept { return held_; }

 private:
  void leave() noexcept {
    --held_;
    if (!waiting_.empty()) waiting_.pop_front().complete_soon(loop_);
  }

  Loop& loop_;
  std::size_t limit_;
  std::size_t held_ = 0;
  IntrusiveList<Admission> waiting_;
};

}  // namespace saki
