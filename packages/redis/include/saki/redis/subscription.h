// SPDX-License-Identifier: Apache-2.0
//
// RedisSubscription: the messages published on one channel, or on all that match a pattern, from now on.
//
//   auto news = redis.subscribe("news");
//   while (true) {
//     const saki::RedisMessage message = co_await news.next();
//     if (message.is_gap()) …       // some were missed: read again what they would have told
//   }
//
// All subscriptions of a worker share one connection, which is made for the first of them. When it is lost it is made again and subscribed
// again; what was published meanwhile is gone, and each subscription is told of the gap once. A reader that is too slow loses messages
// beyond message_limit, and is told of that in their place.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "saki/redis/error.h"
#include "saki/task/task.h"

namespace saki {

class RedisCore;

enum class RedisMessageKind : std::uint8_t {
  Text,
  Gap,  // Messages may have been missed here.
};

struct RedisMessage {  // Affinity: any; a value.
  RedisMessageKind kind = RedisMessageKind::Text;
  std::string channel{};
  std::string text{};
  [[nodiscard]] bool is_gap() const noexcept { return kind == RedisMessageKind::Gap; }
};

class RedisSubscription {  // Affinity: loop. Movable; leaves when it ends.
 public:
  enum class Kind : std::uint8_t { Channel, Pattern };

  RedisSubscription(RedisCore& core, std::string_view name, Kind kind);  // Throws RedisError (Closed).
  RedisSubscription(RedisSubscription&& other) noexcept = default;
  RedisSubscription& operator=(RedisSubscription&& other) noexcept;  // What this one was leaves with the other.
  ~RedisSubscription();

  // Waits until the server has confirmed it: what is published after that comes. Throws RedisError (Closed), Cancelled.
  [[nodiscard]] Task<> ready();

  [[nodiscard]] bool is_ready() const noexcept;  // Confirmed, on a connection that still is. Affinity: any.

  // The next message, in order, waiting for it without end. One at a time. Throws RedisError (Closed), Cancelled. A dropped task loses no
  // message.
  [[nodiscard]] Task<RedisMessage> next();

  class State;

 private:
  std::shared_ptr<State> state_;
};

}  // namespace saki
