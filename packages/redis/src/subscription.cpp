// SPDX-License-Identifier: Apache-2.0
#include "saki/redis/subscription.h"

#include "core.h"
#include "subscriber.h"

namespace saki {
namespace {

RedisError ended() { return RedisError(RedisErrorKind::Closed, "the subscription has ended: the package has stopped"); }

}  // namespace

RedisSubscription::RedisSubscription(RedisCore& core, std::string_view name, Kind kind) {
  RedisSubscriber* const subscriber = core.subscriber_here();
  if (subscriber == nullptr) throw RedisCore::no_pool();
  state_ = subscriber->join(name, kind);
}

RedisSubscription& RedisSubscription::operator=(RedisSubscription&& other) noexcept {
  state_.swap(other.state_);
  return *this;
}

RedisSubscription::~RedisSubscription() {
  if (state_ != nullptr && state_->subscriber != nullptr) state_->subscriber->leave(*state_);
}

bool RedisSubscription::is_ready() const noexcept { return state_->confirmed; }

Task<> RedisSubscription::ready() {
  const std::shared_ptr<State> state = state_;
  while (!state->confirmed) {
    if (state->subscriber == nullptr) throw ended();
    const bool rung = co_await state->changed.wait();
    if (!rung) throw Cancelled();
  }
}

// What came before the end is still given. A gap whose place is behind all that had room is told once that was read.
Task<RedisMessage> RedisSubscription::next() {
  const std::shared_ptr<State> state = state_;
  while (state->waiting.empty()) {
    if (std::exchange(state->lost, false)) co_return State::gap();
    if (state->subscriber == nullptr) throw ended();
    const bool rung = co_await state->changed.wait();
    if (!rung) throw Cancelled();
  }
  RedisMessage message = std::move(state->waiting.front());
  state->waiting.pop_front();
  co_return message;
}

}  // namespace saki
