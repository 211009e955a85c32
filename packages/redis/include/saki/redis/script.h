// SPDX-License-Identifier: Apache-2.0
//
// RedisScript: a Lua script that the server runs as one step. Sent by its digest; where the server does not know it, once as a whole.
//
//   const saki::RedisScript kTake("local left = redis.call('decr', KEYS[1]) …");
//   const auto left = co_await redis.run<std::int64_t>(kTake, saki::RedisKeys(key), amount);
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "saki/redis/command.h"

namespace saki {

class RedisScript {  // Affinity: any; frozen.
 public:
  explicit RedisScript(std::string source);

  [[nodiscard]] const std::string& source() const noexcept { return *source_; }
  [[nodiscard]] const std::string& digest() const noexcept { return digest_; }  // SHA-1 in hexadecimal.
  [[nodiscard]] const std::shared_ptr<const std::string>& shared() const noexcept { return source_; }

 private:
  std::shared_ptr<const std::string> source_;
  std::string digest_;
};

// The keys that a script is given, KEYS[1] and so on; the other arguments are ARGV.
class RedisKeys {
 public:
  template <RedisArgument... Keys>
  explicit RedisKeys(const Keys&... keys) : keys_("", keys...) {}

  [[nodiscard]] RedisCommand command(std::string_view digest) const;  // EVALSHA with the keys.

 private:
  RedisCommand keys_;
};

}  // namespace saki
