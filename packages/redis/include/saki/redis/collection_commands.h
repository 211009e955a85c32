// SPDX-License-Identifier: Apache-2.0
//
// Commands on hashes, lists, sets and sorted sets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "saki/redis/key_commands.h"

namespace saki {

template <template <class> class Call>
class RedisCollectionCommands : public RedisKeyCommands<Call> {
 public:
  using RedisKeyCommands<Call>::RedisKeyCommands;
  using typename RedisKeyCommands<Call>::Milliseconds;
  using typename RedisKeyCommands<Call>::Text;
  using Texts = std::vector<std::string>;
  using Fields = std::vector<std::pair<std::string, std::string>>;
  using Scores = std::vector<std::pair<std::string, double>>;

  // --- hashes
  template <RedisScalar K, RedisScalar F>
  [[nodiscard]] Call<Text> hget(const K& key, const F& field) const {
    return this->template send<Text>("HGET", key, field);
  }
  template <RedisScalar K, RedisArgument... Pairs>
  [[nodiscard]] Call<std::int64_t> hset(const K& key, const Pairs&... fields_and_values) const {  // How many fields are new.
    return this->template send<std::int64_t>("HSET", key, fields_and_values...);
  }
  template <RedisScalar K, RedisScalar F, RedisScalar V>
  [[nodiscard]] Call<bool> hsetnx(const K& key, const F& field, const V& value) const {
    return this->template send<bool>("HSETNX", key, field, value);
  }
  template <RedisScalar K, RedisArgument... F>
  [[nodiscard]] Call<std::vector<Text>> hmget(const K& key, const F&... fields) const {
    return this->template send<std::vector<Text>>("HMGET", key, fields...);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<Fields> hgetall(const K& key) const {
    return this->template send<Fields>("HGETALL", key);
  }
  template <RedisScalar K, RedisArgument... F>
  [[nodiscard]] Call<std::int64_t> hdel(const K& key, const F&... fields) const {
    return this->template send<std::int64_t>("HDEL", key, fields...);
  }
  template <RedisScalar K, RedisScalar F>
  [[nodiscard]] Call<bool> hexists(const K& key, const F& field) const {
    return this->template send<bool>("HEXISTS", key, field);
  }
  template <RedisScalar K, RedisScalar F>
  [[nodiscard]] Call<std::int64_t> hincrby(const K& key, const F& field, std::int64_t by) const {
    return this->template send<std::int64_t>("HINCRBY", key, field, by);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<std::int64_t> hlen(const K& key) const {
    return this->template send<std::int64_t>("HLEN", key);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<Texts> hkeys(const K& key) const {
    return this->template send<Texts>("HKEYS", key);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<Texts> hvals(const K& key) const {
    return this->template send<Texts>("HVALS", key);
  }

  // --- lists. Those that push give how long the list is then.
  template <RedisScalar K, RedisArgument... V>
  [[nodiscard]] Call<std::int64_t> lpush(const K& key, const V&... values) const {
    return this->template send<std::int64_t>("LPUSH", key, values...);
  }
  template <RedisScalar K, RedisArgument... V>
  [[nodiscard]] Call<std::int64_t> rpush(const K& key, const V&... values) const {
    return this->template send<std::int64_t>("RPUSH", key, values...);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<Text> lpop(const K& key) const {
    return this->template send<Text>("LPOP", key);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<Text> rpop(const K& key) const {
    return this->template send<Text>("RPOP", key);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<Texts> lpop(const K& key, std::uint32_t count) const {
    return this->template send<Texts>("LPOP", key, count);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<Texts> lrange(const K& key, std::int64_t first, std::int64_t last) const {  // -1 is the last one.
    return this->template send<Texts>("LRANGE", key, first, last);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<std::int64_t> llen(const K& key) const {
    return this->template send<std::int64_t>("LLEN", key);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<Text> lindex(const K& key, std::int64_t index) const {
    return this->template send<Text>("LINDEX", key, index);
  }
  template <RedisScalar K, RedisScalar V>
  [[nodiscard]] Call<std::int64_t> lrem(const K& key, std::int64_t count, const V& value) const {
    return this->template send<std::int64_t>("LREM", key, count, value);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<void> ltrim(const K& key, std::int64_t first, std::int64_t last) const {
    return this->template send<void>("LTRIM", key, first, last);
  }
  // Waits for one to come, for `at_most`; zero is without end. On a connection of one's own, whose limit is to be longer.
  template <RedisScalar K>
  [[nodiscard]] Call<Fields> blpop(const K& key, Milliseconds at_most) const {  // The key and the value; nothing when none came.
    return this->template send<Fields>("BLPOP", key, static_cast<double>(at_most.count()) / 1000);
  }

  // --- sets
  template <RedisScalar K, RedisArgument... V>
  [[nodiscard]] Call<std::int64_t> sadd(const K& key, const V&... members) const {  // How many are new.
    return this->template send<std::int64_t>("SADD", key, members...);
  }
  template <RedisScalar K, RedisArgument... V>
  [[nodiscard]] Call<std::int64_t> srem(const K& key, const V&... members) const {
    return this->template send<std::int64_t>("SREM", key, members...);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<Texts> smembers(const K& key) const {
    return this->template send<Texts>("SMEMBERS", key);
  }
  template <RedisScalar K, RedisScalar V>
  [[nodiscard]] Call<bool> sismember(const K& key, const V& member) const {
    return this->template send<bool>("SISMEMBER", key, member);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<std::int64_t> scard(const K& key) const {
    return this->template send<std::int64_t>("SCARD", key);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<Text> spop(const K& key) const {
    return this->template send<Text>("SPOP", key);
  }
  template <RedisArgument... Keys>
  [[nodiscard]] Call<Texts> sinter(const Keys&... keys) const {
    return this->template send<Texts>("SINTER", keys...);
  }
  template <RedisArgument... Keys>
  [[nodiscard]] Call<Texts> sunion(const Keys&... keys) const {
    return this->template send<Texts>("SUNION", keys...);
  }
  template <RedisArgument... Keys>
  [[nodiscard]] Call<Texts> sdiff(const Keys&... keys) const {
    return this->template send<Texts>("SDIFF", keys...);
  }

  // --- sorted sets
  template <RedisScalar K, RedisScalar M>
  [[nodiscard]] Call<bool> zadd(const K& key, double score, const M& member) const {  // Whether it is new.
    return this->template send<bool>("ZADD", key, score, member);
  }
  template <RedisScalar K, RedisScalar M>
  [[nodiscard]] Call<double> zincrby(const K& key, double by, const M& member) const {
    return this->template send<double>("ZINCRBY", key, by, member);
  }
  template <RedisScalar K, RedisScalar M>
  [[nodiscard]] Call<std::optional<double>> zscore(const K& key, const M& member) const {
    return this->template send<std::optional<double>>("ZSCORE", key, member);
  }
  template <RedisScalar K, RedisScalar M>
  [[nodiscard]] Call<std::optional<std::int64_t>> zrank(const K& key, const M& member) const {
    return this->template send<std::optional<std::int64_t>>("ZRANK", key, member);
  }
  template <RedisScalar K, RedisArgument... M>
  [[nodiscard]] Call<std::int64_t> zrem(const K& key, const M&... members) const {
    return this->template send<std::int64_t>("ZREM", key, members...);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<std::int64_t> zcard(const K& key) const {
    return this->template send<std::int64_t>("ZCARD", key);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<Texts> zrange(const K& key, std::int64_t first, std::int64_t last) const {  // By rank.
    return this->template send<Texts>("ZRANGE", key, first, last);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<Scores> zrange_with_scores(const K& key, std::int64_t first, std::int64_t last) const {
    return this->template send<Scores>("ZRANGE", key, first, last, "WITHSCORES");
  }
  template <RedisScalar K>
  [[nodiscard]] Call<Texts> zrangebyscore(const K& key, double least, double most) const {
    return this->template send<Texts>("ZRANGEBYSCORE", key, least, most);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<std::int64_t> zremrangebyscore(const K& key, double least, double most) const {
    return this->template send<std::int64_t>("ZREMRANGEBYSCORE", key, least, most);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<Scores> zpopmin(const K& key, std::uint32_t count) const {
    return this->template send<Scores>("ZPOPMIN", key, count);
  }
};

}  // namespace saki
