// SPDX-License-Identifier: Apache-2.0
#include "subscriber.h"

#include <functional>

#include "backoff.h"
#include "saki/redis/wait.h"
#include "saki/task/sleep.h"

namespace saki {
namespace {

const char* subscribing(RedisSubscription::Kind kind) noexcept {
  return kind == RedisSubscription::Kind::Pattern ? "PSUBSCRIBE" : "SUBSCRIBE";
}
const char* leaving(RedisSubscription::Kind kind) noexcept {
  return kind == RedisSubscription::Kind::Pattern ? "PUNSUBSCRIBE" : "UNSUBSCRIBE";
}

}  // namespace

RedisSubscriber::RedisSubscriber(Loop& loop, const RedisSetup& setup, BlockingPool& names, RedisMeter& meter)
    : Timer(loop, "redis subscriber"),
      setup_(setup),
      meter_(meter),
      dialer_(loop, setup, names),
      scope_(loop, "redis subscriber"),
      writer_(loop, "redis subscriber write") {}

RedisSubscriber::~RedisSubscriber() {
  Timer::cancel();
  scope_.drop();
  writer_.drop();
  for (auto& [name, listeners] : channels_) {
    while (!listeners.states.empty()) {
      State& state = listeners.states.pop_front();
      state.subscriber = nullptr;
      state.changed.ring(loop());
    }
  }
}

// --- who listens

std::shared_ptr<RedisSubscription::State> RedisSubscriber::join(std::string_view name, Kind kind) {
  auto state = std::make_shared<State>(*this, std::string(name), kind);
  Listeners& listeners = channels_[Name(kind, name)];
  listeners.states.push_back(*state);
  state->confirmed = listeners.confirmed;
  if (++listeners.count == 1) ask(RedisCommand(subscribing(kind), name));
  if (!running_) {
    running_ = true;
    scope_.spawn(&RedisSubscriber::run, std::ref(*this));
  }
  wanted_.ring(loop());
  return state;
}

void RedisSubscriber::leave(State& state) noexcept {
  const auto found = channels_.find(Name(state.kind, state.name));
  state.unlink();
  state.subscriber = nullptr;
  if (--found->second.count > 0) return;
  channels_.erase(found);
  ask(RedisCommand(leaving(state.kind), state.name));
  if (channels_.empty() && wire_ != nullptr) wire_->stream().shutdown_send();
}

template <class Visit>
void RedisSubscriber::for_each(Listeners& listeners, Visit visit) {
  for (std::size_t left = listeners.count; left > 0; --left) {
    State& state = listeners.states.pop_front();
    listeners.states.push_back(state);
    visit(state);
  }
}

// --- the connection

Task<> RedisSubscriber::run() {
  for (unsigned failed = 0; true;) {
    while (channels_.empty()) {
      const bool rung = co_await wanted_.wait();
      if (!rung) co_return;
    }
    auto wire = co_await dialer_.dial();
    if (wire) {
      const MonotonicTime began = loop().now();
      const RedisError reason = co_await serve(*std::move(wire));
      failed = loop().now() - began >= setup_.options.reconnect_longest ? 1 : failed + 1;
      if (channels_.empty()) continue;
      if (setup_.log != nullptr)
        setup_.log->warn("the subscriber's connection to redis was lost", {{"reason", std::string_view(reason.what())}});
    } else {
      ++failed;
    }
    const Duration pause = redis_backoff(setup_.options, failed, dice_());
    co_await sleep(pause);
  }
}

Task<RedisError> RedisSubscriber::serve(std::unique_ptr<RedisWire> wire) {
  wire_ = std::move(wire);
  heard_at_ = loop().now();
  probed_ = false;
  for (const auto& [name, listeners] : channels_) ask(RedisCommand(subscribing(name.first), name.second));
  writer_.spawn(&RedisSubscriber::write, std::ref(*this));
  start_after(setup_.options.probe_interval);
  const RedisError reason = co_await read();
  Timer::cancel();
  writer_.drop();
  wire_.reset();
  output_.clear();
  interrupt();
  co_return reason;
}

Task<RedisError> RedisSubscriber::read() {
  while (true) {
    const auto received = co_await wire_->receive();
    heard_at_ = loop().now();
    probed_ = false;
    auto taken = received ? take_all() : std::unexpected(received.error());
    if (!taken) co_return std::move(taken.error());
  }
}

Task<> RedisSubscriber::write() {
  while (true) {
    while (output_.empty()) {
      const bool rung = co_await written_to_.wait();
      if (!rung) co_return;
    }
    sending_.clear();
    sending_.swap(output_);
    const Result<> sent = co_await wire_->stream().send(as_bytes(sending_));
    if (!sent) co_return;
  }
}

void RedisSubscriber::ask(const RedisCommand& command) {
  if (wire_ == nullptr) return;
  command.write_to(output_);
  written_to_.ring(loop());
}

void RedisSubscriber::expire() {
  const MonotonicTime silent_until = heard_at_ + setup_.options.probe_interval;
  if (loop().now() < silent_until) return start_at(silent_until);
  if (probed_) return wire_->stream().close();
  probed_ = true;
  ask(RedisCommand("PING"));
  start_after(setup_.options.connect_timeout);
}

// --- what comes

std::expected<void, RedisError> RedisSubscriber::take_all() {
  while (true) {
    RedisReply reply;
    const auto got = wire_->next(reply);
    if (!got) return std::unexpected(got.error());
    if (!*got) return {};
    if (reply.is_error()) return std::unexpected(redis_refusal(reply, "SUBSCRIBE"));
    take(reply);
  }
}

// ["message", channel, text], ["pmessage", pattern, channel, text], ["subscribe", channel, count] and their like.
void RedisSubscriber::take(RedisReply& push) {
  if (!push.has_elements() || push.size() < 3) return;
  std::vector<RedisReply>& parts = push.elements();
  const std::string& what = parts[0].text();
  const Kind kind = what.starts_with('p') ? Kind::Pattern : Kind::Channel;
  const auto found = channels_.find(Name(kind, parts[1].text()));
  if (found == channels_.end()) return;  // Left meanwhile.
  if (what == "subscribe" || what == "psubscribe") return confirm(found->second);
  RedisMessage message;
  if (what == "message") {
    message.channel = parts[1].take_text();
    message.text = parts[2].take_text();
  } else if (what == "pmessage" && parts.size() == 4) {
    message.channel = parts[2].take_text();
    message.text = parts[3].take_text();
  } else {
    return;
  }
  deliver(found->second, message);
}

void RedisSubscriber::confirm(Listeners& listeners) {
  listeners.confirmed = true;
  for_each(listeners, [&](State& state) {
    state.confirmed = true;
    if (std::exchange(state.interrupted, false)) static_cast<void>(state.put(State::gap(), setup_.options.message_limit));
    state.changed.ring(loop());
  });
}

void RedisSubscriber::deliver(Listeners& listeners, const RedisMessage& message) {
  RedisMeter::add(meter_.messages, listeners.count);
  for_each(listeners, [&](State& state) {
    if (!state.put(message, setup_.options.message_limit)) RedisMeter::add(meter_.messages_lost);
    state.changed.ring(loop());
  });
}

void RedisSubscriber::interrupt() {
  for (auto& [name, listeners] : channels_) {
    listeners.confirmed = false;
    for_each(listeners, [](State& state) { state.interrupted = state.interrupted || state.confirmed.exchange(false); });
  }
}

}  // namespace saki
