// SPDX-License-Identifier: Apache-2.0
//
// RoomAdmission: a member on its way into a room: it is given what it missed, in slices, and then its place among the others. Nothing that
// came behind the order that admits it is carried out before.
#pragma once

#include <cstddef>

#include "room/room_order.h"

namespace saki {

class RoomAdmission {  // Affinity: loop.
 public:
  explicit RoomAdmission(room_order::Admit order) noexcept : order_(std::move(order)) {}

  // Goes on until the member sits or the budget is spent, of which each message that it missed takes some. True once there is no more to
  // do.
  bool step(Loop& loop, std::size_t& budget_bytes) noexcept;

 private:
  void give_missed(RoomMember& member, std::size_t& budget_bytes) noexcept;

  room_order::Admit order_;
  std::size_t given_count_ = 0;
};

}  // namespace saki
