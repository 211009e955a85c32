// SPDX-License-Identifier: Apache-2.0
//
// RedisSender: makes calls of commands. What all families of commands stand on.
//
// A key, field or value is anything that a RedisCommand takes: text, bytes, a number. Where a call takes several, each argument may be a
// range of them. `Call` is RedisCall, which throws, or RedisTryCall.
#pragma once

#include <string_view>
#include <utility>

#include "saki/redis/call.h"

namespace saki {

template <template <class> class Call>
class RedisSender {  // Affinity: any for the object, loop for the awaiting.
 public:
  explicit RedisSender(RedisRoute route) noexcept : route_(std::move(route)) {}

  // Any command, its reply as it came, or as a T: command<std::int64_t>("STRLEN", key). Errors: Refused, Mismatch, and those of every call:
  // Unavailable, Lost, Timeout, Exhausted, TooLarge, Protocol, Closed, Misuse.
  template <class T = RedisReply, RedisArgument... Arguments>
  [[nodiscard]] Call<T> command(std::string_view name, const Arguments&... arguments) const {
    return send<T>(name, arguments...);
  }
  template <class T = RedisReply>
  [[nodiscard]] Call<T> command(RedisCommand command) const {
    return Call<T>(route_, std::move(command));
  }

 protected:
  template <class T, class... Arguments>
  [[nodiscard]] Call<T> send(std::string_view name, const Arguments&... arguments) const {
    return Call<T>(route_, RedisCommand(name, arguments...));
  }
  [[nodiscard]] const RedisRoute& route() const noexcept { return route_; }
  [[nodiscard]] RedisRoute& route() noexcept { return route_; }

 private:
  RedisRoute route_;
};

}  // namespace saki
