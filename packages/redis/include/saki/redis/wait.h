// SPDX-License-Identifier: Apache-2.0
//
// RedisWait: a call on its way to the server and back. Not for use by authors: the commands make them.
//
// What is sent is copied before the call is awaited. Cancelled or dropped, the call leaves its queue; where it was sent already its reply
// is thrown away when it comes, and the connection serves on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "saki/base/intrusive_list.h"
#include "saki/redis/command.h"
#include "saki/redis/error.h"
#include "saki/redis/reply.h"
#include "saki/task/wait.h"

namespace saki {

class RedisCore;
class RedisLease;
class RedisLink;
class RedisPool;

// Which way calls go.
class RedisRoute {  // Affinity: any.
 public:
  RedisRoute(RedisCore& core_of, std::shared_ptr<RedisLease> lease_of, Duration limit_of) noexcept
      : core(&core_of), lease(std::move(lease_of)), limit(limit_of) {}

  RedisCore* core;
  std::shared_ptr<RedisLease> lease;  // A connection of one's own; null for those that are shared.
  Duration limit;                     // From the call to its reply; zero is none.
  bool idempotent = false;            // Whether it may be sent once more when its connection was lost.
};

class RedisWait : public Wait, public ListLink<> {  // Affinity: loop.
 public:
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    return suspend(caller) && start();
  }

 protected:
  explicit RedisWait(const RedisRoute& route) : route_(route) {}
  ~RedisWait() override;

  [[nodiscard]] std::optional<RedisError> failure() const;
  void throw_failure() const;  // Cancelled, or the failure; returns when there is none.

 private:
  friend class RedisLease;
  friend class RedisLink;
  friend class RedisPool;

  [[nodiscard]] virtual std::size_t command_count() const noexcept = 0;  // As many replies come.
  [[nodiscard]] virtual const RedisCommand& command(std::size_t index) const = 0;
  virtual void take(RedisReply&& reply) = 0;  // In their order. Again from the first one when the commands were repeated.
  virtual void begin_again() noexcept = 0;
  [[nodiscard]] virtual bool unfinished() { return false; }  // After its last reply: it is to be sent in another form.
  [[nodiscard]] virtual bool isolated() const noexcept { return false; }  // Leaves the connection as it was: MULTI with its EXEC.

  bool start();
  void withdraw() noexcept override;
  void end() noexcept;  // Resumes the caller, which may destroy this.
  void fail(const RedisError& error) noexcept;
  void fail_late() noexcept;

  RedisRoute route_;
  RedisPool* pool_ = nullptr;  // While it waits there.
  RedisLink* link_ = nullptr;  // While it is in flight.
  std::uint64_t ticket_ = 0;   // Its place in the link's order.
  MonotonicTime deadline_ = MonotonicTime::max();
  MonotonicTime sent_at_{};
  unsigned lost_count_ = 0;  // Connections that were lost after it had been sent.
  std::optional<RedisError> error_;
};

// One command and its reply. A command that runs a script by its digest is sent with the whole script where the server does not know it.
class RedisSingle : public RedisWait {
 public:
  RedisSingle(const RedisRoute& route, RedisCommand command, std::shared_ptr<const std::string> script = nullptr)
      : RedisWait(route), command_(std::move(command)), script_(std::move(script)) {}

 protected:
  [[nodiscard]] std::optional<RedisError> outcome() const;  // Failure, or the error that the server replied.
  [[nodiscard]] RedisReply& reply() noexcept { return reply_; }
  [[nodiscard]] std::string_view name() const noexcept { return command_.name(); }

 private:
  std::size_t command_count() const noexcept override { return 1; }
  const RedisCommand& command(std::size_t) const override { return command_; }
  void take(RedisReply&& reply) override { reply_ = std::move(reply); }
  void begin_again() noexcept override {}
  bool unfinished() override;

  RedisCommand command_;
  std::shared_ptr<const std::string> script_;  // Null once it was sent, and for other commands.
  RedisReply reply_;
};

// What the server's error reply means to `command`.
[[nodiscard]] RedisError redis_refusal(const RedisReply& reply, std::string_view command);

}  // namespace saki
