// SPDX-License-Identifier: Apache-2.0
//
// co_await UntilReadable(loop, socket, deadline): waits until there is something to read, be it the end, and reads nothing.
//
// Gives Result<>. Errors: Timeout at `deadline`, Cancelled, System where the kernel cannot watch the descriptor.
#pragma once

#include "saki/base/result.h"
#include "saki/loop/descriptor_watcher.h"
#include "saki/loop/timer.h"
#include "saki/task/wait.h"

namespace saki {

class UntilReadable final : public Wait, private DescriptorWatcher, private Timer {  // Affinity: loop.
 public:
  UntilReadable(Loop& loop, int socket, MonotonicTime deadline) noexcept
      : DescriptorWatcher(loop, "readable"), Timer(loop, "readable"), socket_(socket), deadline_(deadline) {}

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    if (!suspend(caller)) return false;
    if (deadline_ != MonotonicTime::max()) Timer::start_at(deadline_);
    DescriptorWatcher::start(socket_, Readiness::Read);
    return true;
  }
  [[nodiscard]] Result<> await_resume() const noexcept {
    if (was_cancelled()) return fail(Error::Cancelled);
    return outcome_;
  }

 private:
  void on_ready(Readiness) override { end({}); }
  void on_refused(Error error) override { end(fail(error)); }
  void expire() override { end(fail(Error::Timeout)); }
  void withdraw() noexcept override {
    Timer::cancel();
    DescriptorWatcher::stop();
  }
  void end(Result<> outcome) noexcept {
    outcome_ = outcome;
    withdraw();
    complete();
  }

  int socket_;
  MonotonicTime deadline_;
  Result<> outcome_;
};

}  // namespace saki
