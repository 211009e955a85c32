// SPDX-License-Identifier: Apache-2.0
#include "pool.h"

#include <utility>

#include "lease.h"

namespace saki {
namespace {

constexpr std::chrono::seconds kBetweenSlowLines{1};

RedisError misuse(const RedisCommand& command) {
  const std::string name(command.name());
  if (command.use() == RedisUse::Never) {
    return RedisError(RedisErrorKind::Misuse, name + " would end its connection's use for commands; subscribe() has one of its own");
  }
  return RedisError(RedisErrorKind::Misuse, name + " would be felt by all who share the connection; take one by exclusive()");
}

}  // namespace

RedisPool::RedisPool(Loop& loop, const RedisSetup& setup, BlockingPool& names, RedisMeter& meter)
    : Timer(loop, "redis pool"), setup_(setup), meter_(meter), dialer_(loop, setup, names), scope_(loop, "redis"), exclusive_(*this) {
  meter_.set_reason("connecting to " + setup.options.server);
  for (unsigned index = 0; index < setup.options.connections; ++index) {
    links_.push_back(std::make_shared<RedisLink>(*this, RedisLinkUse::Shared));
    scope_.spawn(&RedisLink::run, links_.back());
  }
}

RedisPool::~RedisPool() {
  closed_ = true;
  Timer::cancel();
  scope_.drop();
  IntrusiveList<RedisWait> calls;
  for (const auto& link : links_) link->drop(calls);
  exclusive_.close(calls);
  waiting_.move_all_to(calls);
  waiting_count_ = 0;
  fail_all(calls, RedisError(RedisErrorKind::Closed, "the package has stopped"));
}

std::optional<RedisError> RedisPool::refusal(const RedisWait& call, RedisLinkUse use) const {
  std::size_t bytes = 0;
  for (std::size_t index = 0; index < call.command_count(); ++index) {
    const RedisCommand& command = call.command(index);
    bytes += command.bytes();
    if (command.use() == RedisUse::Shared || call.isolated()) continue;
    if (use == RedisLinkUse::Shared || command.use() == RedisUse::Never) return misuse(command);
  }
  if (bytes > options().command_bytes) return RedisError(RedisErrorKind::TooLarge, "the command is beyond redis.command_bytes");
  if (closed_) return RedisError(RedisErrorKind::Closed, "the package has stopped");
  return std::nullopt;
}

std::optional<RedisError> RedisPool::submit(RedisWait& call) {
  if (auto refused = refusal(call, RedisLinkUse::Shared)) return refused;
  if (down_ && !call.route_.idempotent) return down_;
  RedisLink* const link = waiting_count_ == 0 ? choose() : nullptr;
  if (link == nullptr && waiting_count_ >= options().queue_limit) {
    return RedisError(RedisErrorKind::Exhausted,
                      std::to_string(waiting_count_) + " calls wait already, as many as redis.queue_limit allows");
  }
  set_deadline(call);
  if (link != nullptr) {
    link->send(call);
  } else {
    wait_in_line(call);
  }
  return std::nullopt;
}

std::optional<RedisError> RedisPool::submit_to(RedisLink& link, RedisWait& call) {
  if (auto refused = refusal(call, RedisLinkUse::Exclusive)) return refused;
  if (!link.has_room()) return RedisError(RedisErrorKind::Exhausted, "as many calls are in flight as redis.in_flight allows");
  set_deadline(call);
  link.send(call);
  return std::nullopt;
}

// Kept when the call is sent once more.
void RedisPool::set_deadline(RedisWait& call) {
  if (call.route_.limit > Duration::zero() && call.deadline_ == MonotonicTime::max()) call.deadline_ = loop().now() + call.route_.limit;
  watch(call.deadline_);
}

void RedisPool::wait_in_line(RedisWait& call) noexcept {
  call.pool_ = this;
  waiting_.push_back(call);
  RedisMeter::set(meter_.waiting, ++waiting_count_);
}

void RedisPool::withdraw(RedisWait& call) noexcept {
  call.unlink();
  call.pool_ = nullptr;
  RedisMeter::set(meter_.waiting, --waiting_count_);
}

RedisLink* RedisPool::choose() noexcept {
  RedisLink* best = nullptr;
  for (const auto& link : links_) {
    if (!link->has_room()) continue;
    if (link->writing()) return link.get();
    if (best == nullptr || link->in_flight() < best->in_flight()) best = link.get();
  }
  return best;
}

void RedisPool::on_room() {
  while (waiting_count_ > 0) {
    RedisLink* const link = choose();
    if (link == nullptr) return;
    RedisWait& call = waiting_.front();
    withdraw(call);
    link->send(call);
  }
}

void RedisPool::on_answered(RedisWait& call) noexcept {
  const Duration took = loop().now() - call.sent_at_;
  meter_.latency.record(took);
  RedisMeter::add(meter_.commands, call.command_count());
  const auto slow = setup_.options.slow_command;
  if (slow.count() > 0 && took >= slow && call.command(0).use() != RedisUse::Blocking) log_slow(call, took);
  call.link_ = nullptr;
  if (!call.unfinished()) return call.end();
  const auto refused = call.route_.lease ? call.route_.lease->submit(call) : submit(call);
  if (refused) call.fail(*refused);
}

// One line a second; names only, for values may be secrets.
void RedisPool::log_slow(const RedisWait& call, Duration took) {
  RedisMeter::add(meter_.slow);
  if (setup_.log == nullptr) return;
  if (loop().now() < next_slow_line_) {
    ++untold_slow_;
    return;
  }
  next_slow_line_ = loop().now() + kBetweenSlowLines;
  setup_.log->warn("slow redis command", {{"command", call.command(0).name()},
                                          {"commands", static_cast<std::uint64_t>(call.command_count())},
                                          {"took_us", std::chrono::duration_cast<std::chrono::microseconds>(took).count()},
                                          {"untold", std::exchange(untold_slow_, 0)}});
}

}  // namespace saki
