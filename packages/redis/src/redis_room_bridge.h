// SPDX-License-Identifier: Apache-2.0
//
// RedisRoomBridge: carries what is sent to rooms over a channel of the server, which all processes of a service listen to.
#pragma once

#include <string>
#include <string_view>

#include "saki/redis.h"
#include "saki/room_bridge.h"

namespace saki {

class RedisRoomBridge final : public RoomBridge {
 public:
  explicit RedisRoomBridge(Redis& redis) noexcept : redis_(redis) {}

  void set_service(std::string_view name) { channel_ = "saki:" + std::string(name) + ":rooms"; }
  std::unique_ptr<RoomLine> open_line(Loop& loop, RoomLineListener& listener, std::size_t backlog_bytes) override;

 private:
  Redis& redis_;
  std::string channel_ = "saki:rooms";
};

}  // namespace saki
