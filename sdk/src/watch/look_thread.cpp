// SPDX-License-Identifier: Apache-2.0
#include "watch/look_thread.h"

#include <pthread.h>

#include <utility>

#include "saki/base/signals_blocked.h"

namespace saki {

void LookThread::start(const char* name, std::chrono::milliseconds pause, std::function<void()> look) {
  const SignalsBlocked blocked;
  stopping_ = false;
  thread_ = std::thread([this, pause, call = std::move(look)] { run(pause, call); });
  ::pthread_setname_np(thread_.native_handle(), name);
}

void LookThread::stop() noexcept {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void LookThread::run(std::chrono::milliseconds pause, const std::function<void()>& look) {
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, pause, [this] { return stopping_; })) {
    lock.unlock();
    look();
    lock.lock();
  }
}

}  // namespace saki
