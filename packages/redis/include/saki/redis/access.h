// SPDX-License-Identifier: Apache-2.0
//
// RedisCommands: all families of commands, scripts and scans, on the connections of one route.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

#include "saki/redis/scan.h"
#include "saki/redis/script.h"
#include "saki/redis/stream_commands.h"

namespace saki {

template <template <class> class Call>
class RedisCommands : public RedisStreamCommands<Call> {  // Affinity: any for the object, loop for the awaiting.
 public:
  using RedisStreamCommands<Call>::RedisStreamCommands;
  using typename RedisCollectionCommands<Call>::Fields;
  using typename RedisCollectionCommands<Call>::Scores;
  using typename RedisCollectionCommands<Call>::Texts;
  static constexpr std::uint32_t kUsualPage = 100;

  // Runs a script; its result as it came, or as a T.
  template <class T = RedisReply, RedisArgument... Arguments>
  [[nodiscard]] Call<T> run(const RedisScript& script, const RedisKeys& keys, const Arguments&... arguments) const {
    RedisCommand command = keys.command(script.digest());
    (command.add(arguments), ...);
    return run<T>(script, std::move(command));
  }
  // The same with arguments that were gathered: `command` is RedisKeys::command() with more behind.
  template <class T = RedisReply>
  [[nodiscard]] Call<T> run(const RedisScript& script, RedisCommand command) const {
    return Call<T>(this->route(), std::move(command), script.shared());
  }

  // Keys that match a pattern as `user:*`; about `page_count` are looked at for each page.
  [[nodiscard]] RedisScan<Texts> scan(std::string_view pattern = "*", std::uint32_t page_count = kUsualPage) const {
    return RedisScan<Texts>(this->route(), RedisCommand("SCAN"), pattern, page_count);
  }
  template <RedisScalar K>
  [[nodiscard]] RedisScan<Fields> hscan(const K& key, std::string_view pattern = "*", std::uint32_t page_count = kUsualPage) const {
    return RedisScan<Fields>(this->route(), RedisCommand("HSCAN", key), pattern, page_count);
  }
  template <RedisScalar K>
  [[nodiscard]] RedisScan<Texts> sscan(const K& key, std::string_view pattern = "*", std::uint32_t page_count = kUsualPage) const {
    return RedisScan<Texts>(this->route(), RedisCommand("SSCAN", key), pattern, page_count);
  }
  template <RedisScalar K>
  [[nodiscard]] RedisScan<Scores> zscan(const K& key, std::string_view pattern = "*", std::uint32_t page_count = kUsualPage) const {
    return RedisScan<Scores>(this->route(), RedisCommand("ZSCAN", key), pattern, page_count);
  }
};

class RedisAccess final : public RedisCommands<RedisCall> {  // Affinity: any for the object, loop for the awaiting.
 public:
  using RedisCommands::RedisCommands;
};

class RedisTryAccess final : public RedisCommands<RedisTryCall> {  // As RedisAccess.
 public:
  using RedisCommands::RedisCommands;
};

}  // namespace saki
