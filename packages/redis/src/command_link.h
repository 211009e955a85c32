// SPDX-License-Identifier: Apache-2.0
//
// RedisLink: one connection for commands, and the calls that wait for replies on it.
//
// Commands of one turn of the loop gather in `output_` and leave in one write; replies come in the order of the commands. A call that goes
// away leaves its place empty: its reply is read and thrown away. A shared link lives as long as its pool and connects again and again; an
// exclusive one lives for one connection.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "saki/redis/wait.h"
#include "saki/task/bell.h"
#include "saki/task/task_scope.h"
#include "wire.h"

namespace saki {

class RedisPool;

enum class RedisLinkUse : std::uint8_t { Shared, Exclusive };

class RedisLink {  // Affinity: loop.
 public:
  RedisLink(RedisPool& pool, RedisLinkUse use);
  RedisLink(const RedisLink&) = delete;
  RedisLink& operator=(const RedisLink&) = delete;
  ~RedisLink();

  static Task<> run(std::shared_ptr<RedisLink> self);

  [[nodiscard]] RedisLinkUse use() const noexcept { return use_; }
  [[nodiscard]] bool up() const noexcept { return up_; }
  [[nodiscard]] bool has_room() const noexcept;
  [[nodiscard]] bool writing() const noexcept { return !output_.empty(); }  // Something leaves at the end of this turn.
  [[nodiscard]] std::size_t in_flight() const noexcept { return flight_.size(); }

  void send(RedisWait& call);
  void abandon(RedisWait& call) noexcept;

  // Moves the calls whose deadline has passed to `late`; gives the next deadline of the others. Sets `silent` when nothing was heard since
  // the first of the late ones was sent.
  [[nodiscard]] MonotonicTime collect_late(MonotonicTime now, IntrusiveList<RedisWait>& late, bool& silent);

  void break_off(const std::string& reason);  // Ends the connection; a shared link makes another.
  void drop(IntrusiveList<RedisWait>& calls) noexcept;  // For good; gives the calls that were in flight. Not from inside run().

 private:
  struct Flight {
    RedisWait* call;  // Null: nobody waits any more.
    std::size_t replies;
  };

  [[nodiscard]] Task<RedisError> serve(std::unique_ptr<RedisWire> wire);
  [[nodiscard]] Task<RedisError> read();
  Task<> write();
  [[nodiscard]] std::expected<void, RedisError> answer_all();
  void answer(RedisReply&& reply);
  void lose(const RedisError& reason);
  void take_flight(IntrusiveList<RedisWait>& calls, IntrusiveList<RedisWait>& unsent) noexcept;

  RedisPool& pool_;
  const RedisLinkUse use_;
  bool up_ = false;
  std::unique_ptr<RedisWire> wire_;
  TaskScope writer_;
  Bell written_to_;
  std::string output_;  // Of this turn.
  std::string sending_;  // Of turns before.
  std::string broken_reason_;
  std::deque<Flight> flight_;
  std::uint64_t first_ticket_ = 0;  // Of the front of `flight_`.
  std::uint64_t unsent_ticket_ = 0;  // The first whose command lies in `output_` still.
  MonotonicTime heard_at_{};
};

}  // namespace saki
