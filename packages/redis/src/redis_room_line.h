// SPDX-License-Identifier: Apache-2.0
//
// RedisRoomLine: one process's end of the channel that carries rooms.
//
// What waits leaves together, and the next only once that was answered: so the order holds whatever the number of connections. The server
// gives everybody the messages of a channel in one order.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <utility>

#include "saki/redis.h"
#include "saki/room_bridge.h"
#include "saki/task/bell.h"
#include "saki/task/task_scope.h"

namespace saki {

class RedisRoomBridge;

class RedisRoomLine final : public RoomLine {  // Affinity: loop.
 public:
  RedisRoomLine(Loop& loop, RedisRoomBridge& bridge, RoomLineListener& listener, std::size_t backlog_bytes);
  ~RedisRoomLine() override;

  bool publish(std::uint64_t number, std::string bytes) override;

  [[nodiscard]] bool is_heard() const noexcept { return subscription_.is_ready(); }  // Affinity: any.

 private:
  static constexpr std::size_t kMostAtOnce = 256;

  Task<> listen();
  Task<> write();
  [[nodiscard]] Task<> send(RedisBatch batch, std::uint64_t first);
  void tell_unheard(std::uint64_t first, std::size_t count);

  Loop& loop_;
  RedisRoomBridge& bridge_;
  Redis& redis_;
  const std::string channel_;
  RoomLineListener& listener_;
  const std::size_t backlog_bytes_;
  RedisSubscription subscription_;
  std::deque<std::pair<std::uint64_t, std::string>> waiting_;
  std::size_t waiting_bytes_ = 0;
  Bell wanted_;
  TaskScope scope_;
};

}  // namespace saki
