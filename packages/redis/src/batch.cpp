// SPDX-License-Identifier: Apache-2.0
#include "saki/redis/batch.h"

#include <string>

namespace saki {

RedisTransaction& RedisTransaction::add(RedisCommand command) {
  if (command.use() != RedisUse::Shared) {
    throw RedisError(RedisErrorKind::Misuse, std::string(command.name()) + " has no place in a transaction");
  }
  commands_.push_back(std::move(command));
  return *this;
}

RedisTransactionCall RedisTransaction::execute() {
  std::vector<RedisCommand> all;
  all.reserve(commands_.size() + 2);
  all.emplace_back("MULTI");
  for (RedisCommand& command : commands_) all.push_back(std::move(command));
  all.emplace_back("EXEC");
  commands_.clear();
  return RedisTransactionCall(route_, std::move(all));
}

std::vector<RedisReply> RedisTransactionCall::await_resume() {
  throw_failure();
  RedisReply& executed = replies().back();
  for (std::size_t index = 0; executed.is_error() && index < replies().size(); ++index) {
    if (replies()[index].is_error()) throw redis_refusal(replies()[index], commands()[index].name());
  }
  if (executed.is_nil()) throw RedisError(RedisErrorKind::Aborted, "EXEC: a watched key was changed by somebody else");
  return std::move(executed.elements());
}

}  // namespace saki
