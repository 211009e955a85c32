// SPDX-License-Identifier: Apache-2.0
//
// RoomDesk, as the worker of members: their seats, and what is handed out to them.
#include <utility>

#include "room/room_desk.h"
#include "room/room_hub.h"

namespace saki {

std::shared_ptr<Seating> RoomDesk::sit_down(RoomMember& member, const std::string& room) {
  RoomPart* part = parts_.find(room);
  if (part == nullptr) part = &parts_.add(std::make_unique<RoomPart>(room));
  auto seating = std::make_shared<Seating>();
  seating->member = &member;
  seating->id = hub_.next_seat();
  part->reserve_seat(*seating);
  hub_.home_of(room).put(room_order::Join{room, index_, member.member_kind(), std::string(member.seen_before()), seating});
  return seating;
}

void RoomDesk::leave(Seating& seating) noexcept {
  if (seating.part == nullptr) return;
  RoomPart& part = *seating.part;
  const MemberKind kind = seating.member->member_kind();
  part.leave(seating);
  seating.settled.ring(loop_);
  hub_.home_of(part.name()).put(room_order::Leave{part.name(), index_, kind});
  if (!part.empty()) return;
  backlog_bytes_.fetch_sub(part.waiting_bytes(), std::memory_order_relaxed);
  parts_.erase(part);
}

void RoomDesk::carry_out(const room_order::Deliver& order) {
  RoomPart* const part = parts_.find(order.message->room);
  if (part == nullptr) {
    backlog_bytes_.fetch_sub(order.message->bytes(), std::memory_order_relaxed);
    return;
  }
  part->add(order.message);
  if (!part->linked()) busy_.push_back(*part);
}

void RoomDesk::carry_out(room_order::Admit order) { admission_.emplace(std::move(order)); }

void RoomDesk::carry_out(const room_order::Counted& order) {
  order.answer->count = order.count;
  order.answer->bell.ring(loop_);
}

}  // namespace saki
