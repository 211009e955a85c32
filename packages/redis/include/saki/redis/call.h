// SPDX-License-Identifier: Apache-2.0
//
// RedisCall<T> and RedisTryCall<T>: what `co_await redis.get(key)` and `co_await redis.trying().get(key)` await.
//
//   RedisCall     gives the T; throws RedisError, or Cancelled
//   RedisTryCall  gives std::expected<T, RedisError>, whose kind may be Cancelled
#pragma once

#include <expected>
#include <utility>

#include "saki/redis/value.h"
#include "saki/redis/wait.h"

namespace saki {

template <class T>
class [[nodiscard]] RedisCall final : public RedisSingle {  // Affinity: loop.
 public:
  using RedisSingle::RedisSingle;

  T await_resume() {
    throw_failure();
    if (reply().is_error()) throw redis_refusal(reply(), name());
    auto value = RedisValue<T>::from(std::move(reply()));
    if (!value) throw std::move(value.error()).of(name());
    if constexpr (!std::is_void_v<T>) return *std::move(value);
  }
};

template <class T>
class [[nodiscard]] RedisTryCall final : public RedisSingle {  // Affinity: loop.
 public:
  using Outcome = std::expected<T, RedisError>;

  using RedisSingle::RedisSingle;

  [[nodiscard]] Outcome await_resume() {
    if (auto error = outcome()) return std::unexpected(*std::move(error));
    auto value = RedisValue<T>::from(std::move(reply()));
    if (!value) return std::unexpected(std::move(value.error()).of(name()));
    if constexpr (std::is_void_v<T>) {
      return {};
    } else {
      return *std::move(value);
    }
  }
};

}  // namespace saki
