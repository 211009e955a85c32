// SPDX-License-Identifier: Apache-2.0
//
// FaultyBackend: the real backend, with what the plan of the day adds: events that were none, events kept back, waits that bring nothing,
// registrations refused.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "loop/backend.h"
#include "saki/loop/loop.h"
#include "stack/server/fault_plan.h"

namespace saki {

class FaultyBackend final : public Backend {  // Affinity: loop.
 public:
  explicit FaultyBackend(FaultPlan& plan);
  [[nodiscard]] static std::unique_ptr<Loop> make_loop(FaultPlan& plan, const LoopOptions& options);

  Result<> add(int descriptor, Readiness interest, std::uint64_t token) noexcept override;
  Result<> modify(int descriptor, Readiness interest, std::uint64_t token) noexcept override;
  void remove(int descriptor) noexcept override;
  std::span<const BackendEvent> wait(std::optional<Duration> max_wait) noexcept override;
  void wake() noexcept override { real_->wake(); }

 private:
  struct Registration {
    std::uint64_t token;
    Readiness interest;
  };

  FaultPlan& plan_;
  std::unique_ptr<Backend> real_;
  std::map<int, Registration> registered_;  // Descriptors forgotten without a word stay: stale tokens are a fault too.
  std::vector<BackendEvent> events_;
};

}  // namespace saki
