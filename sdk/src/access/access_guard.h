// SPDX-License-Identifier: Apache-2.0
//
// AccessGuard: the rules at work, around everything that the service answers.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

#include "access/access_rules.h"
#include "auth/per_worker.h"
#include "saki/guard.h"
#include "saki/identity_source.h"
#include "saki/log/log_pace.h"
#include "saki/package.h"

namespace saki {

class AccessGuard final : public Guard {  // Affinity: main in start() and stop(), else any.
 public:
  void start(const PackageContext& context, Diagnostics& diagnostics);
  void start_worker(Loop& loop) { paces_.open(loop); }
  void stop() noexcept { paces_.clear(); }
  [[nodiscard]] std::uint64_t denied_count() const noexcept { return denied_.load(std::memory_order_relaxed); }

  [[nodiscard]] Task<Response> answer(Request& request, Next next) const override;

 private:
  [[nodiscard]] Task<Response> answer_once_known(Request& request, Next next) const;
  [[noreturn]] void refuse(const Request& request, const AccessAnswer& answer) const;
  void tell(const Request& request, const AccessAnswer& answer) const;

  std::optional<AccessRules> rules_;
  IdentitySource* source_ = nullptr;
  PerWorker<LogPace> paces_;
  mutable std::atomic<std::uint64_t> denied_ = 0;
};

}  // namespace saki
