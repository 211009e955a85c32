// SPDX-License-Identifier: Apache-2.0
//
// Commands on streams. XREAD and XREADGROUP here do not wait; to wait for entries send them with BLOCK on a connection of one's own.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "saki/redis/collection_commands.h"
#include "saki/redis/stream_entry.h"

namespace saki {

template <template <class> class Call>
class RedisStreamCommands : public RedisCollectionCommands<Call> {
 public:
  using RedisCollectionCommands<Call>::RedisCollectionCommands;
  using Entries = std::vector<RedisStreamEntry>;

  template <RedisScalar K, RedisArgument... Pairs>
  [[nodiscard]] Call<std::string> xadd(const K& key, const Pairs&... fields_and_values) const {  // The id that it was given.
    return this->template send<std::string>("XADD", key, "*", fields_and_values...);
  }
  // The same, after which the oldest go so that about `count` are left.
  template <RedisScalar K, RedisArgument... Pairs>
  [[nodiscard]] Call<std::string> xadd_capped(const K& key, std::uint64_t count, const Pairs&... fields_and_values) const {
    return this->template send<std::string>("XADD", key, "MAXLEN", "~", count, "*", fields_and_values...);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<std::int64_t> xlen(const K& key) const {
    return this->template send<std::int64_t>("XLEN", key);
  }
  template <RedisScalar K, RedisScalar F, RedisScalar L>
  [[nodiscard]] Call<Entries> xrange(const K& key, const F& first, const L& last, std::uint32_t count) const {  // "-" to "+" is all.
    return this->template send<Entries>("XRANGE", key, first, last, "COUNT", count);
  }
  template <RedisScalar K, RedisScalar A>
  [[nodiscard]] Call<std::vector<RedisStream>> xread(const K& key, const A& after, std::uint32_t count) const {
    return this->template send<std::vector<RedisStream>>("XREAD", "COUNT", count, "STREAMS", key, after);
  }
  template <RedisScalar K, RedisArgument... I>
  [[nodiscard]] Call<std::int64_t> xdel(const K& key, const I&... ids) const {
    return this->template send<std::int64_t>("XDEL", key, ids...);
  }
  template <RedisScalar K>
  [[nodiscard]] Call<std::int64_t> xtrim(const K& key, std::uint64_t count) const {
    return this->template send<std::int64_t>("XTRIM", key, "MAXLEN", count);
  }

  // --- groups
  template <RedisScalar K, RedisScalar G, RedisScalar A>
  [[nodiscard]] Call<void> xgroup_create(const K& key, const G& group, const A& after) const {  // Makes the stream where it is missing.
    return this->template send<void>("XGROUP", "CREATE", key, group, after, "MKSTREAM");
  }
  // Entries that nobody of the group was given yet; they are this consumer's until it says xack().
  template <RedisScalar K, RedisScalar G, RedisScalar C>
  [[nodiscard]] Call<std::vector<RedisStream>> xreadgroup(const K& key, const G& group, const C& consumer, std::uint32_t count) const {
    return this->template send<std::vector<RedisStream>>("XREADGROUP", "GROUP", group, consumer, "COUNT", count, "STREAMS", key, ">");
  }
  template <RedisScalar K, RedisScalar G, RedisArgument... I>
  [[nodiscard]] Call<std::int64_t> xack(const K& key, const G& group, const I&... ids) const {
    return this->template send<std::int64_t>("XACK", key, group, ids...);
  }
};

}  // namespace saki
