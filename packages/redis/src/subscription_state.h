// SPDX-License-Identifier: Apache-2.0
//
// RedisSubscription::State: the messages that one subscription was given and has not taken.
#pragma once

#include <atomic>
#include <deque>
#include <string>
#include <utility>

#include "saki/base/intrusive_list.h"
#include "saki/redis/subscription.h"
#include "saki/task/bell.h"

namespace saki {

class RedisSubscriber;

class RedisSubscription::State : public ListLink<> {  // Affinity: loop.
 public:
  State(RedisSubscriber& subscriber_of, std::string name_of, Kind kind_of) noexcept
      : subscriber(&subscriber_of), name(std::move(name_of)), kind(kind_of) {}

  // Whether there was room. Where a message is lost a gap stands in its place, before the next that has room.
  bool put(RedisMessage message, std::size_t limit) {
    if (waiting.size() >= limit) {
      lost = true;
      return false;
    }
    if (std::exchange(lost, false)) waiting.push_back(gap());
    waiting.push_back(std::move(message));
    return true;
  }
  static RedisMessage gap() { return RedisMessage{.kind = RedisMessageKind::Gap}; }

  RedisSubscriber* subscriber;  // Null once it has ended.
  const std::string name;
  const Kind kind;
  std::atomic<bool> confirmed = false;  // Read by any thread.
  bool interrupted = false;  // Was confirmed on a connection that is gone.
  bool lost = false;         // The last message found no room.
  std::deque<RedisMessage> waiting;
  Bell changed;
};

}  // namespace saki
