// SPDX-License-Identifier: Apache-2.0
//
// Seating: a member's place in a room. Held by the member's seat, and by the order that admits it while that is on its way.
#pragma once

#include <cstdint>

#include "saki/base/intrusive_list.h"
#include "saki/room_member.h"
#include "saki/task/bell.h"

namespace saki {

class RoomPart;

struct Seating : ListLink<> {  // Affinity: loop of the member's worker, where the order only passes through others.
  RoomMember* member = nullptr;  // Null once it has left.
  RoomPart* part = nullptr;      // Likewise.
  std::uint64_t id = 0;          // Of all seats of the process.
  std::uint64_t after = 0;       // It is given what has a greater number.
  Bell settled;  // Rings once it is admitted or has left.
  bool admitted = false;
  bool missed_some = false;  // What it saw last is not kept any more: there may have been others since.
};

}  // namespace saki
