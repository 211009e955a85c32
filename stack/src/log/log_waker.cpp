// SPDX-License-Identifier: Apache-2.0
#include "log/log_waker.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>

namespace saki {

Result<> LogWaker::open() {
  if (event_) return {};
  event_ = FileDescriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!event_) return fail(Error::last_system());
  return {};
}

void LogWaker::wake() noexcept {
  const std::uint64_t one = 1;
  static_cast<void>(::write(event_.get(), &one, sizeof one) + 0);  // A full counter means that a wake-up is under way already.
}

void LogWaker::linger(std::chrono::milliseconds pause) noexcept {
  lingering_.store(true, std::memory_order_seq_cst);
  if (!hurried_.load(std::memory_order_seq_cst)) wait(static_cast<int>(pause.count()));
  lingering_.store(false, std::memory_order_relaxed);
  hurried_.store(false, std::memory_order_seq_cst);
}

void LogWaker::wait(int milliseconds) noexcept {
  pollfd descriptor{event_.get(), POLLIN, 0};
  if (::poll(&descriptor, 1, milliseconds) <= 0) return;
  std::uint64_t count = 0;
  static_cast<void>(::read(event_.get(), &count, sizeof count) + 0);
}

}  // namespace saki
