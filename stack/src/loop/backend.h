// SPDX-License-Identifier: Apache-2.0
//
// Backend: how a loop asks the kernel for events. Level-triggered: what is ready and not consumed is told again.
//
// A registration carries a token that comes back with its events. The loop puts descriptor and generation into it, so that an event
// of a former registration is recognised whatever the kernel still had in its queue.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "saki/base/clock.h"
#include "saki/base/result.h"
#include "saki/loop/descriptor_watcher.h"

namespace saki {

struct BackendEvent {
  std::uint64_t token;
  Readiness readiness;
};

class Backend {  // Affinity: loop, save wake().
 public:
  Backend() = default;
  Backend(const Backend&) = delete;
  Backend& operator=(const Backend&) = delete;
  virtual ~Backend() = default;

  // Registers, changes and removes. Broken is always told. Errors: System: EPERM for a regular file, ENOSPC, ENOMEM.
  [[nodiscard]] virtual Result<> add(int descriptor, Readiness interest, std::uint64_t token) noexcept = 0;
  [[nodiscard]] virtual Result<> modify(int descriptor, Readiness interest, std::uint64_t token) noexcept = 0;
  virtual void remove(int descriptor) noexcept = 0;

  // Waits for events, at most `max_wait` (forever when empty), or until woken. The events stay valid until the next wait.
  [[nodiscard]] virtual std::span<const BackendEvent> wait(std::optional<Duration> max_wait) noexcept = 0;

  // Ends the wait that is going on, or else the next one. Affinity: any.
  virtual void wake() noexcept = 0;
};

}  // namespace saki
