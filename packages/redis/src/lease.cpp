// SPDX-License-Identifier: Apache-2.0
#include "lease.h"

#include <string>
#include <utility>

#include "command_link.h"
#include "pool.h"

namespace saki {

RedisLease::RedisLease(RedisPool& pool, std::shared_ptr<RedisLink> link) noexcept : pool_(pool), link_(std::move(link)) {}

std::optional<RedisError> RedisLease::submit(RedisWait& call) {
  if (released_) return RedisError(RedisErrorKind::Closed, "the connection was given back");
  if (!link_->up()) return RedisError(RedisErrorKind::Closed, "the connection was lost");
  auto refused = pool_.submit_to(*link_, call);
  if (!refused) note_use(call);
  return refused;
}

void RedisLease::note_use(const RedisWait& call) noexcept {
  for (std::size_t index = 0; index < call.command_count(); ++index) {
    const RedisUse use = call.command(index).use();
    if (use == RedisUse::Watching) watching_ = true;
    if (use == RedisUse::Settling) watching_ = false;
    if (use == RedisUse::Altering) altered_ = true;
  }
}

void RedisLease::release() noexcept {
  if (std::exchange(released_, true) || !link_->up()) return;
  pool_.exclusive().give_back(link_, !watching_ && !altered_);
}

}  // namespace saki
