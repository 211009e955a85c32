// SPDX-License-Identifier: Apache-2.0
//
// VerifiedCache: names and passwords that were found to match a short while ago, so that a caller who sends them with each request pays for
// the slow comparison once.
//
// What is kept is a code of both under a key that this process made and never tells; so a look-up's time says nothing, and neither does
// memory that leaks. Bounded: the one that was used longest ago makes room.
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <string>
#include <string_view>

#include "saki/base/clock.h"
#include "saki/hmac.h"

namespace saki {

class VerifiedCache {  // Affinity: loop.
 public:
  using Code = HmacSha256::Digest;

  VerifiedCache(std::size_t most, Duration lifetime);  // Either may be zero: nothing is remembered then.

  [[nodiscard]] Code code_of(std::string_view credentials) const;

  // Whether these were remembered less than the lifetime ago.
  [[nodiscard]] bool find(const Code& code, MonotonicTime now);
  void remember(const Code& code, MonotonicTime now);
  void forget_all() noexcept;

  [[nodiscard]] std::size_t size() const noexcept { return by_code_.size(); }

 private:
  struct Entry {
    Code code;
    MonotonicTime until;
  };
  using Entries = std::list<Entry>;

  std::string key_;
  std::size_t most_;
  Duration lifetime_;
  Entries entries_;  // The one used last in front.
  std::map<Code, Entries::iterator> by_code_;
};

}  // namespace saki
