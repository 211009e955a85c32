// SPDX-License-Identifier: Apache-2.0
//
// RedisBatch and RedisTransaction: several commands that are sent together.
//
//   auto batch = redis.batch();
//   batch.add("INCR", "visits").add("LPUSH", "log", line);
//   const std::vector<saki::RedisReply> replies = co_await batch.send();
//
// A batch saves its callers' waits, no more: others' commands may come between, and each reply may be an error by itself. A transaction is
// carried out as one step (MULTI, EXEC); when the server refuses one of its commands nothing is carried out, and the call throws. A command
// that fails while the step runs undoes none of the others, as Redis has it: its reply is the error.
#pragma once

#include <expected>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/redis/wait.h"

namespace saki {

class RedisBatchWait : public RedisWait {  // Affinity: loop.
 protected:
  RedisBatchWait(const RedisRoute& route, std::vector<RedisCommand> commands) : RedisWait(route), commands_(std::move(commands)) {}

  [[nodiscard]] std::vector<RedisReply>& replies() noexcept { return replies_; }
  [[nodiscard]] const std::vector<RedisCommand>& commands() const noexcept { return commands_; }

 private:
  std::size_t command_count() const noexcept override { return commands_.size(); }
  const RedisCommand& command(std::size_t index) const override { return commands_[index]; }
  void take(RedisReply&& reply) override { replies_.push_back(std::move(reply)); }
  void begin_again() noexcept override { replies_.clear(); }

  std::vector<RedisCommand> commands_;
  std::vector<RedisReply> replies_;
};

// The replies, one for each command; throws RedisError, Cancelled.
class [[nodiscard]] RedisBatchCall final : public RedisBatchWait {
 public:
  RedisBatchCall(const RedisRoute& route, std::vector<RedisCommand> commands) : RedisBatchWait(route, std::move(commands)) {}
  std::vector<RedisReply> await_resume() {
    throw_failure();
    return std::move(replies());
  }
};

class [[nodiscard]] RedisTransactionCall final : public RedisBatchWait {
 public:
  // `commands` have MULTI in front and EXEC behind.
  RedisTransactionCall(const RedisRoute& route, std::vector<RedisCommand> commands) : RedisBatchWait(route, std::move(commands)) {}

  // The replies of the commands between. Throws RedisError: Aborted where a watched key was changed, Refused where nothing was carried out
  // because of a command; Cancelled.
  std::vector<RedisReply> await_resume();

 private:
  bool isolated() const noexcept override { return true; }
};

class RedisBatch {  // Affinity: any for the object, loop for the awaiting.
 public:
  explicit RedisBatch(RedisRoute route) noexcept : route_(std::move(route)) {}

  template <RedisArgument... Arguments>
  RedisBatch& add(std::string_view name, const Arguments&... arguments) {
    commands_.emplace_back(name, arguments...);
    return *this;
  }
  [[nodiscard]] std::size_t size() const noexcept { return commands_.size(); }

  // Sends them all, once: the batch is empty then. At least one.
  [[nodiscard]] RedisBatchCall send() { return RedisBatchCall(route_, std::exchange(commands_, {})); }

 private:
  RedisRoute route_;
  std::vector<RedisCommand> commands_;
};

class RedisTransaction {  // Affinity: any for the object, loop for the awaiting.
 public:
  explicit RedisTransaction(RedisRoute route) noexcept : route_(std::move(route)) {}

  // Throws RedisError (Misuse) for a command that has no place in a transaction.
  template <RedisArgument... Arguments>
  RedisTransaction& add(std::string_view name, const Arguments&... arguments) {
    return add(RedisCommand(name, arguments...));
  }
  RedisTransaction& add(RedisCommand command);
  [[nodiscard]] std::size_t size() const noexcept { return commands_.size(); }

  // Carries them out, once: the transaction is empty then.
  [[nodiscard]] RedisTransactionCall execute();

 private:
  RedisRoute route_;
  std::vector<RedisCommand> commands_;
};

}  // namespace saki
