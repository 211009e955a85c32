// SPDX-License-Identifier: Apache-2.0
#include "auth/verified_cache.h"

#include "saki/random.h"

namespace saki {

VerifiedCache::VerifiedCache(std::size_t most, Duration lifetime)
    : key_(random_token(32)), most_(lifetime > Duration::zero() ? most : 0), lifetime_(lifetime) {}

VerifiedCache::Code VerifiedCache::code_of(std::string_view credentials) const { return HmacSha256::of(key_, credentials); }

bool VerifiedCache::find(const Code& code, MonotonicTime now) {
  const auto found = by_code_.find(code);
  if (found == by_code_.end()) return false;
  if (found->second->until <= now) {
    entries_.erase(found->second);
    by_code_.erase(found);
    return false;
  }
  entries_.splice(entries_.begin(), entries_, found->second);
  return true;
}

void VerifiedCache::remember(const Code& code, MonotonicTime now) {
  if (most_ == 0) return;
  if (const auto found = by_code_.find(code); found != by_code_.end()) {
    found->second->until = now + lifetime_;
    return;
  }
  if (entries_.size() == most_) {
    by_code_.erase(entries_.back().code);
    entries_.pop_back();
  }
  entries_.push_front({code, now + lifetime_});
  by_code_.emplace(code, entries_.begin());
}

void VerifiedCache::forget_all() noexcept {
  by_code_.clear();
  entries_.clear();
}

}  // namespace saki
