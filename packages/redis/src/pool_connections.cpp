// SPDX-License-Identifier: Apache-2.0
//
// RedisPool, as its connections come and go, and as time passes.
#include <algorithm>
#include <utility>

#include "backoff.h"
#include "pool.h"

namespace saki {

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
