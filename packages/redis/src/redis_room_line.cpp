// SPDX-License-Identifier: Apache-2.0
#include "redis_room_line.h"

#include <functional>
#include <vector>

#include "redis_room_bridge.h"

namespace saki {

RedisRoomLine::RedisRoomLine(Loop& loop, RedisRoomBridge& bridge, RoomLineListener& listener, std::size_t backlog_bytes)
    : loop_(loop),
      bridge_(bridge),
      redis_(bridge.redis()),
      channel_(bridge.channel()),
      listener_(listener),
      backlog_bytes_(backlog_bytes),
      subscription_(redis_.subscribe(channel_)),
      scope_(loop, "redis rooms") {
  scope_.spawn(&RedisRoomLine::listen, std::ref(*this));
  scope_.spawn(&RedisRoomLine::write, std::ref(*this));
  bridge_.set_line(this);
}

RedisRoomLine::~RedisRoomLine() {
  bridge_.set_line(nullptr);
  scope_.drop();
}

bool RedisRoomLine::publish(std::uint64_t number, std::string bytes) {
  if (waiting_bytes_ > 0 && waiting_bytes_ + bytes.size() > backlog_bytes_) return false;
  waiting_bytes_ += bytes.size();
  waiting_.emplace_back(number, std::move(bytes));
  wanted_.ring(loop_);
  return true;
}

Task<> RedisRoomLine::listen() {
  try {
    while (true) {
      const RedisMessage message = co_await subscription_.next();
      if (message.is_gap()) {
        listener_.on_gap();
      } else {
        listener_.on_message(message.text);
      }
    }
  } catch (const RedisError&) {
    listener_.on_gap();  // The package has stopped.
  }
}

Task<> RedisRoomLine::write() {
  while (true) {
    while (waiting_.empty()) {
      const bool rung = co_await wanted_.wait();
      if (!rung) co_return;
    }
    const std::uint64_t first = waiting_.front().first;
    RedisBatch batch = redis_.batch();
    while (!waiting_.empty() && batch.size() < kMostAtOnce) {
      batch.add("PUBLISH", channel_, waiting_.front().second);
      waiting_bytes_ -= waiting_.front().second.size();
      waiting_.pop_front();
    }
    co_await send(std::move(batch), first);
  }
}

// Numbers follow one another. Where the channel is not listened to before and after, what was published may have passed by unheard.
Task<> RedisRoomLine::send(RedisBatch batch, std::uint64_t first) {
  const std::size_t count = batch.size();
  const bool heard_before = subscription_.is_ready();
  try {
    const std::vector<RedisReply> replies = co_await batch.send();
    for (std::size_t index = 0; index < replies.size(); ++index) {
      if (replies[index].is_error()) tell_unheard(first + index, 1);
    }
    if (!heard_before || !subscription_.is_ready()) tell_unheard(first, count);
  } catch (const RedisError&) {
    tell_unheard(first, count);
  }
}

void RedisRoomLine::tell_unheard(std::uint64_t first, std::size_t count) {
  for (std::size_t index = 0; index < count; ++index) listener_.on_unheard(first + index);
}

}  // namespace saki
