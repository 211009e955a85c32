// SPDX-License-Identifier: Apache-2.0
//
// RoomCrossing: where what is sent to rooms leaves the process, and where it comes in, on one worker.
//
// Everything goes out and comes back, so that members see the same messages in the same order on all processes. What was sent here is kept
// until it has come back: where it does not (no server, a connection that was lost) it goes to the members here all the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>

#include "room/room_letter.h"
#include "saki/room_bridge.h"

namespace saki {

class RoomHub;

class RoomCrossing final : private RoomLineListener {  // Affinity: loop.
 public:
  RoomCrossing(RoomHub& hub, RoomBridge& bridge, Loop& loop);
  RoomCrossing(const RoomCrossing&) = delete;
  RoomCrossing& operator=(const RoomCrossing&) = delete;

  void send(room_order::Post post);

 private:
  void on_message(std::string_view bytes) override;
  void on_unheard(std::uint64_t number) override;
  void on_gap() override;
  void let_in(room_order::Post post);

  RoomHub& hub_;
  const RoomLetter::Process process_;
  std::uint64_t number_ = 0;
  std::map<std::uint64_t, room_order::Post> away_;  // Those that have not come back.
  std::size_t away_bytes_ = 0;
  std::unique_ptr<RoomLine> line_;
};

}  // namespace saki
