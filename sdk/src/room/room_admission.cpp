// SPDX-License-Identifier: Apache-2.0
#include "room/room_admission.h"

#include <algorithm>

#include "room/room_part.h"

namespace saki {
namespace {

constexpr std::size_t kMissedBytes = 64;  // Of the budget, for each message.

}  // namespace

bool RoomAdmission::step(Loop& loop, std::size_t& budget_bytes) noexcept {
  Seating& seating = *order_.seating;
  if (seating.part == nullptr) return true;  // It has left.
  give_missed(*seating.member, budget_bytes);
  if (given_count_ < order_.missed.size()) return false;
  seating.after = order_.after;
  seating.admitted = true;
  seating.missed_some = order_.missed_some;
  seating.part->admit(seating);
  seating.settled.ring(loop);
  return true;
}

void RoomAdmission::give_missed(RoomMember& member, std::size_t& budget_bytes) noexcept {
  if (order_.missed.empty()) return;
  while (budget_bytes > 0 && given_count_ < order_.missed.size()) {
    const bool taken = member.take(*order_.missed[given_count_++]);
    if (!taken) order_.missed_some = true;
    budget_bytes -= std::min(budget_bytes, kMissedBytes);
  }
  member.flush();
}

}  // namespace saki
