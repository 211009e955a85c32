// SPDX-License-Identifier: Apache-2.0
//
// RedisLifetime: how long a key will be there.
#pragma once

#include <chrono>
#include <optional>

#include "saki/redis/value.h"

namespace saki {

class RedisLifetime {  // Affinity: any; a value.
 public:
  explicit RedisLifetime(std::int64_t milliseconds = kNoKey) noexcept : milliseconds_(milliseconds) {}  // As PTTL replies.

  [[nodiscard]] bool exists() const noexcept { return milliseconds_ != kNoKey; }
  [[nodiscard]] std::optional<std::chrono::milliseconds> left() const noexcept {  // None: for ever, or no key at all.
    if (milliseconds_ < 0) return std::nullopt;
    return std::chrono::milliseconds(milliseconds_);
  }

 private:
  static constexpr std::int64_t kNoKey = -2;  // -1 is a key without end.
  std::int64_t milliseconds_;
};

template <>
struct RedisValue<RedisLifetime> {
  static RedisRead<RedisLifetime> from(RedisReply&& reply) {
    const auto value = RedisValue<std::int64_t>::from(std::move(reply));
    if (!value) return std::unexpected(value.error());
    return RedisLifetime(*value);
  }
};

}  // namespace saki
