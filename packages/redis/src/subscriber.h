// SPDX-License-Identifier: Apache-2.0
//
// RedisSubscriber: one worker's connection for publish/subscribe, and who listens on it.
//
// It is made for the first subscription and closed after the last. A channel is subscribed to once, however many listen. A connection that
// keeps silent is asked for a sign of life, since nothing else would tell that the server is gone.
#pragma once

#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "dialer.h"
#include "meter.h"
#include "saki/loop/timer.h"
#include "saki/redis/command.h"
#include "saki/task/task_scope.h"
#include "subscription_state.h"

namespace saki {

class RedisSubscriber : private Timer {  // Affinity: loop.
 public:
  using Kind = RedisSubscription::Kind;
  using State = RedisSubscription::State;

  RedisSubscriber(Loop& loop, const RedisSetup& setup, BlockingPool& names, RedisMeter& meter);
  ~RedisSubscriber() override;

  [[nodiscard]] std::shared_ptr<State> join(std::string_view name, Kind kind);
  void leave(State& state) noexcept;
  void ring(State& state) noexcept { state.changed.ring(loop()); }

 private:
  using Name = std::pair<Kind, std::string>;
  struct Listeners {
    IntrusiveList<State> states;
    std::size_t count = 0;
    bool confirmed = false;
  };

  Task<> run();
  [[nodiscard]] Task<RedisError> serve(std::unique_ptr<RedisWire> wire);
  [[nodiscard]] Task<RedisError> read();
  Task<> write();
  void expire() override;

  [[nodiscard]] std::expected<void, RedisError> take_all();
  void take(RedisReply& push);
  void confirm(Listeners& listeners);
  void deliver(Listeners& listeners, const RedisMessage& message);
  void interrupt();
  void ask(const RedisCommand& command);
  [[nodiscard]] Loop& loop() noexcept { return Timer::loop(); }

  template <class Visit>
  static void for_each(Listeners& listeners, Visit visit);

  const RedisSetup& setup_;
  RedisMeter& meter_;
  RedisDialer dialer_;
  TaskScope scope_;
  TaskScope writer_;
  std::map<Name, Listeners> channels_;
  std::unique_ptr<RedisWire> wire_;
  Bell written_to_;
  Bell wanted_;  // Rung for the first subscription.
  std::string output_;
  std::string sending_;
  bool running_ = false;
  bool probed_ = false;
  MonotonicTime heard_at_{};
  std::independent_bits_engine<std::minstd_rand, 32, std::uint32_t> dice_{std::random_device{}()};
};

}  // namespace saki
