// SPDX-License-Identifier: Apache-2.0
#include "exclusive_links.h"

#include <algorithm>
#include <string>
#include <utility>

#include "command_link.h"
#include "lease.h"
#include "pool.h"

namespace saki {

std::optional<RedisError> ExclusiveLinks::request(RedisBorrower& borrower) {
  const RedisOptions& options = pool_.options();
  if (options.exclusive == 0) return RedisError(RedisErrorKind::Misuse, "redis.exclusive is 0: no connection is lent");
  if (!idle_.empty()) {
    const std::shared_ptr<RedisLink> link = std::move(idle_.back());
    idle_.pop_back();
    note_lent();
    borrower.grant_at_once(std::make_shared<RedisLease>(pool_, link));
    return std::nullopt;
  }
  if (borrower_count_ >= options.queue_limit) {
    return RedisError(RedisErrorKind::Exhausted, std::to_string(borrower_count_) + " calls wait for a connection of their own already");
  }
  borrowers_.push_back(borrower);
  ++borrower_count_;
  open_wanted();
  return std::nullopt;
}

void ExclusiveLinks::withdraw(RedisBorrower& borrower) noexcept {
  if (!borrower.linked()) return;
  borrower.unlink();
  --borrower_count_;
}

void ExclusiveLinks::open_wanted() {
  while (opening_ < borrower_count_ && links_.size() < pool_.options().exclusive) {
    links_.push_back(std::make_shared<RedisLink>(pool_, RedisLinkUse::Exclusive));
    ++opening_;
    pool_.scope().spawn(&RedisLink::run, links_.back());
  }
}

void ExclusiveLinks::on_up(RedisLink& link) {
  --opening_;
  const auto found = std::ranges::find(links_, &link, &std::shared_ptr<RedisLink>::get);
  offer(*found);
}

// Others who wait would not fare better.
void ExclusiveLinks::on_failed(const RedisLink& link, const RedisError& reason) {
  --opening_;
  forget(link);
  refuse_all(reason);
}

void ExclusiveLinks::on_lost(const RedisLink& link) {
  forget(link);
  open_wanted();
}

void ExclusiveLinks::give_back(const std::shared_ptr<RedisLink>& link, bool as_it_was) {
  if (as_it_was && link->in_flight() == 0) return offer(link);
  link->break_off("it was given back in another state than it was lent in");
}

void ExclusiveLinks::offer(std::shared_ptr<RedisLink> link) {
  if (borrowers_.empty()) {
    idle_.push_back(std::move(link));
  } else {
    RedisBorrower& next = borrowers_.front();
    withdraw(next);
    next.grant(std::make_shared<RedisLease>(pool_, std::move(link)));
  }
  note_lent();
}

void ExclusiveLinks::forget(const RedisLink& link) noexcept {
  const auto is_it = [&](const std::shared_ptr<RedisLink>& each) { return each.get() == &link; };
  std::erase_if(idle_, is_it);
  std::erase_if(links_, is_it);
  note_lent();
}

void ExclusiveLinks::refuse_all(const RedisError& reason) {
  while (!borrowers_.empty()) {
    RedisBorrower& next = borrowers_.front();
    withdraw(next);
    next.refuse(reason);
  }
}

void ExclusiveLinks::close(IntrusiveList<RedisWait>& calls) {
  idle_.clear();
  for (const auto& link : links_) link->drop(calls);
  refuse_all(RedisError(RedisErrorKind::Closed, "the package has stopped"));
}

void ExclusiveLinks::note_lent() noexcept { RedisMeter::set(pool_.meter().lent, links_.size() - idle_.size() - opening_); }

}  // namespace saki
