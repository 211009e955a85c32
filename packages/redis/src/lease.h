// SPDX-License-Identifier: Apache-2.0
//
// RedisLease: a connection lent to one caller. Given back when it is released; a connection that is not as it was before is closed then.
#pragma once

#include <memory>
#include <optional>

#include "saki/redis/error.h"

namespace saki {

class RedisLink;
class RedisPool;
class RedisWait;

class RedisLease {  // Affinity: loop.
 public:
  RedisLease(RedisPool& pool, std::shared_ptr<RedisLink> link) noexcept;
  RedisLease(const RedisLease&) = delete;
  RedisLease& operator=(const RedisLease&) = delete;
  ~RedisLease() { release(); }

  [[nodiscard]] std::optional<RedisError> submit(RedisWait& call);
  void release() noexcept;  // What comes from here on is refused.

 private:
  void note_use(const RedisWait& call) noexcept;

  RedisPool& pool_;  // While the link is up.
  std::shared_ptr<RedisLink> link_;
  bool released_ = false;
  bool watching_ = false;  // Between WATCH or MULTI and their end.
  bool altered_ = false;
};

}  // namespace saki
