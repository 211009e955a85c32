// SPDX-License-Identifier: Apache-2.0
//
// ExclusiveLinks: the connections of one worker that are lent, one caller at a time. Opened when they are wanted, kept for the next caller.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "saki/redis/exclusive.h"
#include "saki/redis/wait.h"

namespace saki {

class RedisLink;
class RedisPool;

class ExclusiveLinks {  // Affinity: loop.
 public:
  explicit ExclusiveLinks(RedisPool& pool) noexcept : pool_(pool) {}
  ExclusiveLinks(const ExclusiveLinks&) = delete;
  ExclusiveLinks& operator=(const ExclusiveLinks&) = delete;

  // Grants the borrower a connection, now or later, or says why not.
  [[nodiscard]] std::optional<RedisError> request(RedisBorrower& borrower);
  void withdraw(RedisBorrower& borrower) noexcept;

  // Told by links.
  void on_up(RedisLink& link);
  void on_failed(const RedisLink& link, const RedisError& reason);
  void on_lost(const RedisLink& link);

  void give_back(const std::shared_ptr<RedisLink>& link, bool as_it_was);
  void close(IntrusiveList<RedisWait>& calls);  // Gives the calls in flight; borrowers are refused.
  [[nodiscard]] const std::vector<std::shared_ptr<RedisLink>>& links() const noexcept { return links_; }

 private:
  void open_wanted();
  void offer(std::shared_ptr<RedisLink> link);
  void forget(const RedisLink& link) noexcept;
  void refuse_all(const RedisError& reason);
  void note_lent() noexcept;

  RedisPool& pool_;
  std::vector<std::shared_ptr<RedisLink>> links_;
  std::vector<std::shared_ptr<RedisLink>> idle_;
  std::size_t opening_ = 0;
  IntrusiveList<RedisBorrower> borrowers_;
  std::size_t borrower_count_ = 0;
};

}  // namespace saki
