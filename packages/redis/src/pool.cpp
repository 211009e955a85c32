// SPDX-License-Identifier: Apache-2.0
#include "pool.h"

#include <algorithm>
#include <utility>

#include "backoff.h"
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

// --- calls

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

// --- connections

Duration RedisPool::backoff(unsigned failed) noexcept { return redis_backoff(options(), failed, dice_()); }

std::size_t RedisPool::up_count() const noexcept {
  return static_cast<std::size_t>(std::ranges::count_if(links_, [](const auto& link) { return link->up(); }));
}

void RedisPool::note_open(std::int64_t change) noexcept {
  RedisMeter::add(meter_.open, static_cast<std::uint64_t>(change));
  RedisMeter::set(meter_.shared_open, up_count());
}

void RedisPool::on_up(RedisLink& link) {
  RedisMeter::add(meter_.connections);
  note_open(1);
  if (link.use() == RedisLinkUse::Exclusive) return exclusive_.on_up(link);
  if (down_ && setup_.log != nullptr) setup_.log->info("redis is back", {{"server", options().server}});
  down_.reset();
  on_room();
}

void RedisPool::on_failed(RedisLink& link, const RedisError& reason) {
  RedisMeter::add(meter_.failures);
  if (link.use() == RedisLinkUse::Exclusive) return exclusive_.on_failed(link, reason);
  if (up_count() > 0) return;
  if (!down_ && setup_.log != nullptr) setup_.log->error("redis is down", {{"reason", std::string_view(reason.what())}});
  down_ = reason;
  meter_.set_reason(reason.what());
  refuse_waiting(reason);
}

void RedisPool::on_lost(RedisLink& link, IntrusiveList<RedisWait>& lost, IntrusiveList<RedisWait>& unsent, const RedisError& reason) {
  note_open(-1);
  if (setup_.log != nullptr) {
    setup_.log->warn("a connection to redis was lost", {{"server", options().server}, {"reason", std::string_view(reason.what())}});
  }
  if (link.use() == RedisLinkUse::Exclusive) {
    unsent.move_all_to(lost);
    exclusive_.on_lost(link);
    return fail_all(lost, RedisError(RedisErrorKind::Lost, std::string("the connection was lost: ") + reason.what()));
  }
  meter_.set_reason(std::string("the connection was lost: ") + reason.what());
  IntrusiveList<RedisWait> again;
  IntrusiveList<RedisWait> failed;
  while (!lost.empty()) {
    RedisWait& call = lost.pop_front();
    const bool repeat = call.route_.idempotent && ++call.lost_count_ < 2;
    (repeat ? again : failed).push_back(call);
  }
  unsent.move_all_to(again);
  requeue(again);
  fail_all(failed, RedisError(RedisErrorKind::Lost,
                              "the connection was lost after the command had been sent: whether it was carried out is "
                              "not known (" +
                                  std::string(reason.what()) + ")"));
  on_room();
}

// In front of those that wait, in their order.
void RedisPool::requeue(IntrusiveList<RedisWait>& calls) noexcept {
  IntrusiveList<RedisWait> later;
  waiting_.move_all_to(later);
  while (!calls.empty()) {
    RedisWait& call = calls.pop_front();
    call.begin_again();
    wait_in_line(call);
  }
  later.move_all_to(waiting_);
}

void RedisPool::fail_all(IntrusiveList<RedisWait>& calls, const RedisError& reason) {
  while (!calls.empty()) {
    RedisWait& call = calls.pop_front();
    if (reason.kind() == RedisErrorKind::Lost) RedisMeter::add(meter_.lost, call.command_count());
    call.pool_ = nullptr;
    call.fail(reason);
  }
}

void RedisPool::refuse_waiting(const RedisError& reason) {
  IntrusiveList<RedisWait> refused;
  for (std::size_t left = waiting_count_; left > 0; --left) {
    RedisWait& call = waiting_.front();
    withdraw(call);
    if (call.route_.idempotent) {
      wait_in_line(call);
    } else {
      refused.push_back(call);
    }
  }
  fail_all(refused, reason);
}

// --- time

void RedisPool::watch(MonotonicTime deadline) {
  if (deadline != MonotonicTime::max() && (!armed() || deadline < when())) start_at(deadline);
}

void RedisPool::collect_waiting(MonotonicTime now, IntrusiveList<RedisWait>& late, MonotonicTime& next) {
  for (std::size_t left = waiting_count_; left > 0; --left) {
    RedisWait& call = waiting_.front();
    withdraw(call);
    if (call.deadline_ <= now) {
      late.push_back(call);
    } else {
      wait_in_line(call);
      next = std::min(next, call.deadline_);
    }
  }
}

// A server that kept silent for the whole limit of a call is taken for dead.
void RedisPool::expire() {
  const MonotonicTime now = loop().now();
  MonotonicTime next = MonotonicTime::max();
  IntrusiveList<RedisWait> late;
  std::vector<std::shared_ptr<RedisLink>> silent_links;
  collect_waiting(now, late, next);
  std::vector<std::shared_ptr<RedisLink>> links = exclusive_.links();
  links.insert(links.end(), links_.begin(), links_.end());
  for (const auto& link : links) {
    bool silent = false;
    next = std::min(next, link->collect_late(now, late, silent));
    if (silent) silent_links.push_back(link);
  }
  watch(next);
  while (!late.empty()) {
    RedisMeter::add(meter_.timeouts);
    late.pop_front().fail_late();
  }
  for (const auto& link : silent_links) link->break_off("the server kept silent for the whole limit of a call");
}

}  // namespace saki
