// SPDX-License-Identifier: Apache-2.0
//
// ConcurrencyLimit: so many requests at once, some waiting, the rest refused; and those shed that would wait in vain.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>

#include "limit/limit_settings.h"
#include "limit/loop_lag.h"
#include "limit/places.h"
#include "limit/queue_delay.h"
#include "saki/concurrency_options.h"
#include "saki/guard.h"

namespace saki {

class Measures;

class ConcurrencyLimit final : public Guard {
 public:
  explicit ConcurrencyLimit(ConcurrencyOptions options);

  void start(const LimitSettings& settings);
  void start_worker(Loop& loop);  // On its thread. All come before the first request.
  void stop_worker(Loop& loop) noexcept;
  void measure(Measures& measures) const;

  [[nodiscard]] Task<Response> answer(Request& request, Next next) const override;

 private:
  // What a worker knows of its delays. Affinity: its loop.
  struct Desk {
    Desk(Loop& worker, const ConcurrencyOptions& options)
        : loop(&worker), lag(std::make_unique<LoopLag>(worker)), delay(options.target, options.interval) {}
    Loop* loop;
    std::unique_ptr<LoopLag> lag;
    QueueDelay delay;
  };

  [[nodiscard]] Task<Response> answer_placed(Request& request, Next next) const;
  [[nodiscard]] bool sheds(Loop& loop, MonotonicTime arrived) const;
  [[noreturn]] void refuse(const char* detail) const;

  const ConcurrencyOptions options_;
  LimitSettings settings_;
  mutable Places places_;
  std::mutex opening_;
  mutable std::deque<Desk> desks_;
  mutable std::atomic<std::uint64_t> admitted_ = 0;
  mutable std::atomic<std::uint64_t> refused_ = 0;  // For want of a place.
  mutable std::atomic<std::uint64_t> shed_ = 0;
};

}  // namespace saki
