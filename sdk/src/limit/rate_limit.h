// SPDX-License-Identifier: Apache-2.0
//
// RateLimit: one rate at work around routes.
#pragma once

#include <atomic>
#include <deque>
#include <mutex>
#include <string>

#include "limit/limit_settings.h"
#include "limit/rate_table.h"
#include "saki/guard.h"
#include "saki/rate_limit_options.h"

namespace saki {

class Loop;
class Measures;

class RateLimit final : public Guard {
 public:
  explicit RateLimit(RateLimitOptions options);

  void start(const LimitSettings& settings);
  void start_worker(const Loop& loop);  // On its thread. All come before the first request.
  void measure(Measures& measures) const;

  [[nodiscard]] const RateLimitOptions& options() const noexcept { return options_; }

  [[nodiscard]] Task<Response> answer(Request& request, Next next) const override;

 private:
  // What a worker counts. Affinity: its loop.
  struct Desk {
    Desk(const Loop& worker, std::size_t keys, const SipHash& hash) : loop(&worker), table(keys, hash) {}
    const Loop* loop;
    RateTable table;
  };

  [[nodiscard]] Task<Response> answer_counted(Request& request, Next next) const;
  [[nodiscard]] RateVerdict count(Request& request) const;
  [[noreturn]] void refuse(const RateVerdict& verdict) const;

  const RateLimitOptions options_;
  const std::string name_;    // As the fields have it.
  const std::string policy_;  // The field.
  const SipHash hash_ = SipHash::with_random_key();
  LimitSettings settings_;
  std::mutex opening_;
  mutable std::deque<Desk> desks_;
  mutable std::atomic<std::uint64_t> admitted_ = 0;
  mutable std::atomic<std::uint64_t> refused_ = 0;
};

}  // namespace saki
