// SPDX-License-Identifier: Apache-2.0
//
// RedisRoomBridge: carries what is sent to rooms over a channel of the server, which all processes of a service listen to.
#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include "saki/redis.h"
#include "saki/room_bridge.h"

namespace saki {

class RedisRoomLine;

class RedisRoomBridge final : public RoomBridge {  // Affinity: any.
 public:
  explicit RedisRoomBridge(Redis& redis) noexcept : redis_(redis) {}

  void set_service(std::string_view name) { channel_ = "saki:" + std::string(name) + ":rooms"; }
  std::unique_ptr<RoomLine> open_line(Loop& loop, RoomLineListener& listener, std::size_t backlog_bytes) override;

  [[nodiscard]] Redis& redis() const noexcept { return redis_; }
  [[nodiscard]] const std::string& channel() const noexcept { return channel_; }
  void set_line(const RedisRoomLine* line);  // The one that is open; null where none is.
  [[nodiscard]] Health health() const;       // Failing while a line is open that does not hear the other processes.

 private:
  Redis& redis_;
  std::string channel_ = "saki:rooms";
  mutable std::mutex mutex_;              // Guards what is below.
  const RedisRoomLine* line_ = nullptr;
};

}  // namespace saki
