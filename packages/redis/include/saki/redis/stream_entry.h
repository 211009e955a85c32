// SPDX-License-Identifier: Apache-2.0
//
// RedisStreamEntry and RedisStream: what streams hold, as XRANGE and XREAD reply it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "saki/redis/value.h"

namespace saki {

struct RedisStreamEntry {  // Affinity: any; a value.
  std::string id;          // "1700000000000-0".
  std::vector<std::pair<std::string, std::string>> fields;  // Empty for one of a group that was deleted meanwhile.
};

struct RedisStream {  // Affinity: any; a value.
  std::string key;
  std::vector<RedisStreamEntry> entries;
};

template <>
struct RedisValue<RedisStreamEntry> {
  static RedisRead<RedisStreamEntry> from(RedisReply&& reply);
};

template <>
struct RedisValue<RedisStream> {
  static RedisRead<RedisStream> from(RedisReply&& reply);
};

// Of one stream, or nothing when nothing came.
template <>
struct RedisValue<std::vector<RedisStream>> {
  static RedisRead<std::vector<RedisStream>> from(RedisReply&& reply);
};

}  // namespace saki
