// SPDX-License-Identifier: Apache-2.0
//
// Commands on keys of any kind, and on texts and counters.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "saki/base/clock.h"
#include "saki/redis/lifetime.h"
#include "saki/redis/sender.h"

namespace saki {

template <template <class> class Call>
class RedisKeyCommands : public RedisSender<Call> {
 public:
  using RedisSender<Call>::RedisSender;
  using Milliseconds = std::chrono::milliseconds;
  using Text = std::optional<std::string>;

  // --- keys. Those that take several give how many there were.
  template <RedisArgument... Keys>
  [[nodiscard]] Call<std::int64_t> del(const Keys&... keys) const {
    return this->template send<std::int64_t>("DEL", keys...);
  }
  template <RedisArgument... Keys>
  [[nodiscard]] Call<std::int64_t> unlink(const Keys&... keys) const {  // As del(); the memory is freed in the background.
    return this->template send<std::int64_t>("UNLINK", keys...);
  }
  template <RedisArgument... Keys>
  [[nodiscard]] Call<std::int64_t> exists(const Keys&... keys) const {
    return this->template send<std::int64_t>("EXISTS", keys...);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<std::string> type(const K& key) const {  // "none" for no key.
    return this->template send<std::string>("TYPE", key);
  }
  template <RedisScalar K, RedisScalar N>
  [[nodiscard]] Call<void> rename(const K& key, const N& name) const {
    return this->template send<void>("RENAME", key, name);
  }
  [[nodiscard]] Call<std::int64_t> dbsize() const { return this->template send<std::int64_t>("DBSIZE"); }
  [[nodiscard]] Call<void> ping() const { return this->template send<void>("PING"); }

  // --- expiry. False where there is no such key.
  template <RedisScalar K>
  [[nodiscard]] Call<bool> expire(const K& key, Milliseconds after) const {
    return this->template send<bool>("PEXPIRE", key, after.count());
  }
  template <RedisScalar K>
  [[nodiscard]] Call<bool> expire_at(const K& key, WallTime when) const {
    return this->template send<bool>("PEXPIREAT", key, std::chrono::floor<Milliseconds>(when).time_since_epoch().count());
  }
  template <RedisScalar K>
  [[nodiscard]] Call<bool> persist(const K& key) const {
    return this->template send<bool>("PERSIST", key);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<RedisLifetime> ttl(const K& key) const {
    return this->template send<RedisLifetime>("PTTL", key);
  }

  // --- texts
  template <RedisScalar K>
  [[nodiscard]] Call<Text> get(const K& key) const {
    return this->template send<Text>("GET", key);
  }
  template <RedisScalar K, RedisScalar V>
  [[nodiscard]] Call<void> set(const K& key, const V& value) const {
    return this->template send<void>("SET", key, value);
  }
  template <RedisScalar K, RedisScalar V>
  [[nodiscard]] Call<void> set(const K& key, const V& value, Milliseconds expires_after) const {
    return this->template send<void>("SET", key, value, "PX", expires_after.count());
  }
  template <RedisScalar K, RedisScalar V>
  [[nodiscard]] Call<bool> add(const K& key, const V& value) const {  // Only where there is none; false where there is.
    return this->template send<bool>("SET", key, value, "NX");
  }
  template <RedisScalar K, RedisScalar V>
  [[nodiscard]] Call<bool> add(const K& key, const V& value, Milliseconds expires_after) const {
    return this->template send<bool>("SET", key, value, "NX", "PX", expires_after.count());
  }
  template <RedisScalar K, RedisScalar V>
  [[nodiscard]] Call<bool> replace(const K& key, const V& value) const {  // Only where there is one; its expiry stays.
    return this->template send<bool>("SET", key, value, "XX", "KEEPTTL");
  }
  template <RedisScalar K, RedisScalar V>
  [[nodiscard]] Call<Text> get_set(const K& key, const V& value) const {  // What it was.
    return this->template send<Text>("GETSET", key, value);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<Text> getdel(const K& key) const {
    return this->template send<Text>("GETDEL", key);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<Text> getex(const K& key, Milliseconds expires_after) const {
    return this->template send<Text>("GETEX", key, "PX", expires_after.count());
  }
  template <RedisArgument... Keys>
  [[nodiscard]] Call<std::vector<Text>> mget(const Keys&... keys) const {  // One for each key, in order.
    return this->template send<std::vector<Text>>("MGET", keys...);
  }
  template <RedisArgument... Pairs>
  [[nodiscard]] Call<void> mset(const Pairs&... keys_and_values) const {  // A key, its value, a key, … or a range of pairs.
    return this->template send<void>("MSET", keys_and_values...);
  }
  template <RedisScalar K, RedisScalar V>
  [[nodiscard]] Call<std::int64_t> append(const K& key, const V& value) const {  // How long it is then.
    return this->template send<std::int64_t>("APPEND", key, value);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<std::int64_t> strlen(const K& key) const {
    return this->template send<std::int64_t>("STRLEN", key);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<std::string> getrange(const K& key, std::int64_t first, std::int64_t last) const {  // -1 is the last byte.
    return this->template send<std::string>("GETRANGE", key, first, last);
  }
  template <RedisScalar K, RedisScalar V>
  [[nodiscard]] Call<std::int64_t> setrange(const K& key, std::int64_t offset, const V& value) const {
    return this->template send<std::int64_t>("SETRANGE", key, offset, value);
  }

  // --- counters. What they are then; a key that is not there counts from 0.
  template <RedisScalar K>
  [[nodiscard]] Call<std::int64_t> incr(const K& key) const {
    return this->template send<std::int64_t>("INCR", key);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<std::int64_t> decr(const K& key) const {
    return this->template send<std::int64_t>("DECR", key);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<std::int64_t> incrby(const K& key, std::int64_t by) const {
    return this->template send<std::int64_t>("INCRBY", key, by);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<double> incrbyfloat(const K& key, double by) const {
    return this->template send<double>("INCRBYFLOAT", key, by);
  }

  // --- messages to whoever subscribed; how many those are.
  template <RedisScalar C, RedisScalar M>
  [[nodiscard]] Call<std::int64_t> publish(const C& channel, const M& message) const {
    return this->template send<std::int64_t>("PUBLISH", channel, message);
  }
};

}  // namespace saki
