// SPDX-License-Identifier: Apache-2.0
#include "saki/loop_thread.h"

#include <pthread.h>

#include <future>
#include <stdexcept>

#include "saki/base/signals_blocked.h"

namespace saki {
namespace {

constexpr std::size_t kLongestName = 15;  // The kernel's bound.

}  // namespace

LoopThread::LoopThread(std::string name) {
  Result<std::unique_ptr<Loop>> opened = Loop::open({.name = "own"});
  if (!opened) throw std::runtime_error("no loop for the thread " + name + ": " + opened.error().text());
  loop_ = std::move(*opened);
  name.resize(std::min(name.size(), kLongestName));
  const SignalsBlocked blocked;  // The thread inherits that: signals are for the process' first one.
  thread_ = std::thread([this, name] {
    pthread_setname_np(pthread_self(), name.c_str());
    loop_->run();
  });
}

LoopThread::~LoopThread() { stop(); }

void LoopThread::run(const std::function<void()>& function) {
  std::promise<void> done;
  loop_->post("run", [&] {
    try {
      function();
      done.set_value();
    } catch (...) {
      done.set_exception(std::current_exception());
    }
  });
  done.get_future().get();
}

void LoopThread::stop() noexcept {
  if (!thread_.joinable()) return;
  loop_->stop();
  thread_.join();
}

}  // namespace saki
