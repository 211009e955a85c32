// SPDX-License-Identifier: Apache-2.0
//
// The backend of Linux: epoll(7), woken through an eventfd(2).
#pragma once

#include <sys/epoll.h>

#include <array>
#include <memory>

#include "loop/backend.h"
#include "saki/base/file_descriptor.h"

namespace saki {

class EpollBackend final : public Backend {  // Affinity: loop, save wake().
 public:
  // Errors: System from epoll_create1(2) and eventfd(2).
  [[nodiscard]] static Result<std::unique_ptr<Backend>> open();

  Result<> add(int descriptor, Readiness interest, std::uint64_t token) noexcept override;
  Result<> modify(int descriptor, Readiness interest, std::uint64_t token) noexcept override;
  void remove(int descriptor) noexcept override;
  std::span<const BackendEvent> wait(std::optional<Duration> max_wait) noexcept override;
  void wake() noexcept override;

 private:
  static constexpr std::size_t kBatch = 256;

  EpollBackend(FileDescriptor epoll, FileDescriptor wake_up) noexcept : epoll_(std::move(epoll)), wake_up_(std::move(wake_up)) {}
  Result<> control(int operation, int descriptor, Readiness interest, std::uint64_t token) noexcept;
  int wait_kernel(std::optional<Duration> max_wait) noexcept;

  FileDescriptor epoll_;
  FileDescriptor wake_up_;
  bool precise_ = true;  // The kernel has epoll_pwait2(2).
  std::array<epoll_event, kBatch> kernel_events_;
  std::array<BackendEvent, kBatch> events_;
};

}  // namespace saki
