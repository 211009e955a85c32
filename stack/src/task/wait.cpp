// SPDX-License-Identifier: Apache-2.0
#include "saki/task/wait.h"

#include <utility>

namespace saki {
namespace {

constexpr unsigned kMaxTransfers = 200;  // Each costs at most a few hundred bytes of stack where it is no tail call.
thread_local unsigned transfers = 0;

}  // namespace

std::coroutine_handle<> transfer(std::coroutine_handle<> next, ReadyNode& node) noexcept {
  if (++transfers < kMaxTransfers) return next;
  Loop* loop = Loop::current();
  if (loop == nullptr) return next;
  transfers = 0;  // The stack unwinds to the loop, or to a resume(), which puts its own count back.
  node.coroutine = next;
  loop->make_ready(node);
  return std::noop_coroutine();
}

void resume(std::coroutine_handle<> coroutine) noexcept {
  const unsigned outer = transfers;
  coroutine.resume();
  transfers = outer;
}

void TaskContext::cancel() noexcept {
  cancelled_ = true;
  if (innermost_ == nullptr) return;
  innermost_->cancelled_ = true;
  innermost_->on_cancel();
}

void Wait::complete() noexcept {
  const std::coroutine_handle<> caller = promise_->ready.coroutine;
  detach();
  resume(caller);
}

void Wait::complete_soon(Loop& loop) noexcept {
  loop.make_ready(promise_->ready);
  detach();
}

}  // namespace saki
