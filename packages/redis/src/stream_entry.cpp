// SPDX-License-Identifier: Apache-2.0
#include "saki/redis/stream_entry.h"

namespace saki {

RedisRead<RedisStreamEntry> RedisValue<RedisStreamEntry>::from(RedisReply&& reply) {
  if (!reply.has_elements() || reply.size() != 2) return std::unexpected(RedisMismatch(reply, "an entry of a stream"));
  auto id = RedisValue<std::string>::from(std::move(reply.elements()[0]));
  if (!id) return std::unexpected(id.error());
  auto fields = RedisValue<std::vector<std::pair<std::string, std::string>>>::from(std::move(reply.elements()[1]));
  if (!fields) return std::unexpected(fields.error());
  return RedisStreamEntry{*std::move(id), *std::move(fields)};
}

RedisRead<RedisStream> RedisValue<RedisStream>::from(RedisReply&& reply) {
  if (!reply.has_elements() || reply.size() != 2) return std::unexpected(RedisMismatch(reply, "a stream"));
  auto key = RedisValue<std::string>::from(std::move(reply.elements()[0]));
  if (!key) return std::unexpected(key.error());
  auto entries = RedisValue<std::vector<RedisStreamEntry>>::from(std::move(reply.elements()[1]));
  if (!entries) return std::unexpected(entries.error());
  return RedisStream{*std::move(key), *std::move(entries)};
}

// Version 2 of the protocol has lists of two, version 3 a map.
RedisRead<std::vector<RedisStream>> RedisValue<std::vector<RedisStream>>::from(RedisReply&& reply) {
  std::vector<RedisStream> streams;
  if (reply.is_nil()) return streams;
  if (!reply.has_elements()) return std::unexpected(RedisMismatch(reply, "a list of streams"));
  std::vector<RedisReply>& elements = reply.elements();
  const bool is_map = reply.kind() == RedisReplyKind::Map;
  for (std::size_t index = 0; index + (is_map ? 1 : 0) < elements.size(); index += is_map ? 2 : 1) {
    if (is_map) {
      std::vector<RedisReply> pair;
      pair.push_back(std::move(elements[index]));
      pair.push_back(std::move(elements[index + 1]));
      elements[index] = RedisReply(RedisReplyKind::Array, std::move(pair));
    }
    auto stream = RedisValue<RedisStream>::from(std::move(elements[index]));
    if (!stream) return std::unexpected(stream.error());
    streams.push_back(*std::move(stream));
  }
  return streams;
}

}  // namespace saki
