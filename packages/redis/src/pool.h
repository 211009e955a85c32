// SPDX-License-Identifier: Apache-2.0
//
// RedisPool: one worker's connections for commands, and the calls that wait for them.
//
// A call goes to the connection that writes this turn anyway, else to the one with the least in flight. Where none has room it waits, in
// order. While a connection is being made calls wait; once an attempt has failed and none is left they are refused at once, save those that
// are idempotent, which wait as long as their limit allows.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "command_link.h"
#include "dialer.h"
#include "exclusive_links.h"
#include "meter.h"
#include "saki/loop/timer.h"

namespace saki {

class RedisPool : private Timer {  // Affinity: loop.
 public:
  RedisPool(Loop& loop, const RedisSetup& setup, BlockingPool& names, RedisMeter& meter);
  ~RedisPool() override;

  // Sends the call, now or later, or says why not.
  [[nodiscard]] std::optional<RedisError> submit(RedisWait& call);
  // The same on a connection that was lent.
  [[nodiscard]] std::optional<RedisError> submit_to(RedisLink& link, RedisWait& call);
  void withdraw(RedisWait& call) noexcept;
  void watch(MonotonicTime deadline);  // Looks after calls that pass it.

  // Told by links.
  void on_up(RedisLink& link);
  void on_failed(RedisLink& link, const RedisError& reason);
  void on_lost(RedisLink& link, IntrusiveList<RedisWait>& lost, IntrusiveList<RedisWait>& unsent, const RedisError& reason);
  void on_room();
  void on_answered(RedisWait& call) noexcept;  // Ends it.

  [[nodiscard]] Duration backoff(unsigned failed) noexcept;
  [[nodiscard]] Loop& loop() noexcept { return Timer::loop(); }
  [[nodiscard]] RedisDialer& dialer() noexcept { return dialer_; }
  [[nodiscard]] const RedisSetup& setup() const noexcept { return setup_; }
  [[nodiscard]] const RedisOptions& options() const noexcept { return setup_.options; }
  [[nodiscard]] RedisMeter& meter() noexcept { return meter_; }
  [[nodiscard]] ExclusiveLinks& exclusive() noexcept { return exclusive_; }
  [[nodiscard]] TaskScope& scope() noexcept { return scope_; }
  void note_open(std::int64_t change) noexcept;
  void note_in_flight(std::int64_t change) noexcept { RedisMeter::add(meter_.in_flight, static_cast<std::uint64_t>(change)); }

 private:
  void expire() override;
  [[nodiscard]] RedisLink* choose() noexcept;
  [[nodiscard]] std::size_t up_count() const noexcept;
  [[nodiscard]] std::optional<RedisError> refusal(const RedisWait& call, RedisLinkUse use) const;
  void set_deadline(RedisWait& call);
  void wait_in_line(RedisWait& call) noexcept;
  void fail_all(IntrusiveList<RedisWait>& calls, const RedisError& reason);
  void requeue(IntrusiveList<RedisWait>& calls) noexcept;
  void refuse_waiting(const RedisError& reason);
  void collect_waiting(MonotonicTime now, IntrusiveList<RedisWait>& late, MonotonicTime& next);
  void log_slow(const RedisWait& call, Duration took);

  const RedisSetup& setup_;
  RedisMeter& meter_;
  RedisDialer dialer_;
  TaskScope scope_;
  std::vector<std::shared_ptr<RedisLink>> links_;
  ExclusiveLinks exclusive_;
  IntrusiveList<RedisWait> waiting_;
  std::size_t waiting_count_ = 0;
  std::optional<RedisError> down_;  // No connection is left, and an attempt to make one has failed.
  bool closed_ = false;
  MonotonicTime next_slow_line_ = MonotonicTime::min();
  std::uint64_t untold_slow_ = 0;
  std::independent_bits_engine<std::minstd_rand, 32, std::uint32_t> dice_{std::random_device{}()};  // Spreads attempts; no secret.
};

}  // namespace saki
