// SPDX-License-Identifier: Apache-2.0
#include "saki/redis/script.h"

#include <utility>

#include "saki/hash.h"

namespace saki {

RedisScript::RedisScript(std::string source)
    : source_(std::make_shared<const std::string>(std::move(source))), digest_(Sha1::hex_of(*source_)) {}

RedisCommand RedisKeys::command(std::string_view digest) const {
  RedisCommand command("EVALSHA", digest, keys_.size() - 1);
  for (std::size_t index = 1; index < keys_.size(); ++index) command.add(keys_.argument(index));
  return command;
}

}  // namespace saki
