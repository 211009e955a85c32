// SPDX-License-Identifier: Apache-2.0
//
// RateLimit: one rate at work around routes.
#pragma once

#include <atomic>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "limit/limit_settings.h"
#include "limit/rate_table.h"
#include "saki/guard.h"
#include "saki/rate_limit_options.h"

namespace saki {

class Loop;
class Measures;
class StoreEngine;

class RateLimit final : public Guard {
 public:
  explicit RateLimit(RateLimitOptions options);

  // `store` keeps what is counted where the scope is shared; it outlives the service's last request.
  void start(const LimitSettings& settings, StoreEngine* store, std::string_view service_name);
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
  [[nodiscard]] std::string key_of(const Request& request) const;
  [[nodiscard]] RateVerdict count_here(const Request& request) const;
  // Nothing where the store does not answer and the configuration lets such requests in; else its error is thrown.
  [[nodiscard]] Task<std::optional<RateVerdict>> count_in_store(const Request& request) const;
  [[noreturn]] void refuse(const RateVerdict& verdict) const;

  const RateLimitOptions options_;
  const std::string name_;    // As the fields have it.
  const std::string policy_;  // The field.
  const SipHash hash_ = SipHash::with_random_key();
  LimitSettings settings_;
  StoreEngine* store_ = nullptr;  // None where each worker counts by itself.
  std::string store_prefix_;
  std::mutex opening_;
  mutable std::deque<Desk> desks_;
  mutable std::atomic<std::uint64_t> admitted_ = 0;
  mutable std::atomic<std::uint64_t> refused_ = 0;
  mutable std::atomic<std::uint64_t> unreachable_ = 0;  // Times that the store did not answer.
};

}  // namespace saki
