// SPDX-License-Identifier: Apache-2.0
#include "stack/server/fault_plan.h"

namespace saki {
namespace {

struct FaultKind {
  std::string_view name;
  std::uint32_t per_thousand;  // Of the occasions it could happen at.
  bool loses;
};

constexpr std::array<FaultKind, kFaultCount> kKinds{{
    {"short read", 250, false},
    {"short write", 250, false},
    {"short sendfile", 600, false},
    {"not ready after all", 100, false},
    {"interrupted", 60, false},
    {"spurious readiness", 100, false},
    {"late event", 100, false},
    {"early wake-up", 50, false},
    {"time skips", 10, false},
    {"wall clock jumps", 10, false},
    {"watch refused", 80, true},
    {"out of descriptors", 100, true},
    {"out of memory", 100, true},
    {"reset on read", 60, true},
    {"reset on write", 30, true},
}};

FaultPlan* the_plan = nullptr;
std::array<std::uint64_t, kFaultCount> fired_count{};

}  // namespace

std::string_view name_of(Fault fault) noexcept { return kKinds[static_cast<std::size_t>(fault)].name; }

FaultPlan::FaultPlan(std::uint32_t seed, bool with_losses) : random_(seed), with_losses_(with_losses) { the_plan = this; }
FaultPlan::~FaultPlan() { the_plan = nullptr; }

bool FaultPlan::befalls(Fault fault) noexcept {
  const auto index = static_cast<std::size_t>(fault);
  const FaultKind& kind = kKinds[index];
  if ((kind.loses && !with_losses_) || below(1000) >= kind.per_thousand) return false;
  ++fired_count[index];
  return true;
}

FaultPlan* FaultPlan::current() noexcept { return the_plan; }
const std::array<std::uint64_t, kFaultCount>& FaultPlan::fired() noexcept { return fired_count; }

}  // namespace saki
