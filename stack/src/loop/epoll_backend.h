// SPDX-License-Identifier: Apache-2.0
//
// The backend of Linux: epoll(7), woken through an eventfd(2) and, at the end of a long wait, a timerfd(2).
#pragma once

#include <sys/epoll.h>

#include <array>
#include <memory>

#include "loop/alarm.h"
#include "loop/backend.h"
#include "saki/base/file_descriptor.h"

namespace saki {

class EpollBackend final : public Backend {  // Affinity: loop, save wake().
 public:
  // Errors: System from epoll_create1(2), eventfd(2), timerfd_create(2) and epoll_ctl(2).
  [[nodiscard]] static Result<std::unique_ptr<Backend>> open();

  Result<> add(int descriptor, Readiness interest, std::uint64_t token) noexcept override;
  Result<> modify(int descriptor, Readiness interest, std::uint64_t token) noexcept override;
  void remove(int descriptor) noexcept override;
  std::span<const BackendEvent> wait(std::optional<Duration> max_wait) noexcept override;
  void wake() noexcept override;

 private:
  static constexpr std::size_t kBatch = 256;

  EpollBackend(FileDescriptor epoll, FileDescriptor wake_up, Alarm alarm) noexcept
      : epoll_(std::move(epoll)), wake_up_(std::move(wake_up)), alarm_(std::move(alarm)) {}
  Result<> control(int operation, int descriptor, Readiness interest, std::uint64_t token) noexcept;
  int wait_kernel(std::optional<Duration> max_wait) noexcept;
  int wait_until(MonotonicTime end) noexcept;
  int wait_shortly(Duration max_wait) noexcept;

  FileDescriptor epoll_;
  FileDescriptor wake_up_;
  Alarm alarm_;
  bool precise_ = true;  // The kernel has epoll_pwait2(2).
  std::array<epoll_event, kBatch> kernel_events_;
  std::array<BackendEvent, kBatch> events_;
};

}  // namespace saki
