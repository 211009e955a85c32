// SPDX-License-Identifier: Apache-2.0
#include "redis_room_bridge.h"

#include "redis_room_line.h"

namespace saki {

std::unique_ptr<RoomLine> RedisRoomBridge::open_line(Loop& loop, RoomLineListener& listener, std::size_t backlog_bytes) {
  return std::make_unique<RedisRoomLine>(loop, *this, listener, backlog_bytes);
}

void RedisRoomBridge::set_line(const RedisRoomLine* line) {
  const std::lock_guard lock(mutex_);
  line_ = line;
}

Health RedisRoomBridge::health() const {
  const std::lock_guard lock(mutex_);
  if (line_ == nullptr || line_->is_heard()) return {};
  return Health::failing("what other processes send to rooms is not heard: " + channel_ + " is not subscribed");
}

}  // namespace saki
