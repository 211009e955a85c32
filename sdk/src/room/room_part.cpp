// SPDX-License-Identifier: Apache-2.0
#include "room/room_part.h"

namespace saki {

void RoomPart::reserve_seat(Seating& seating) noexcept {
  seating.part = this;
  ++seat_count_;
}

void RoomPart::admit(Seating& seating) noexcept { seated_.push_back(seating); }

void RoomPart::leave(Seating& seating) noexcept {
  seating.unlink();
  seating.part = nullptr;
  seating.member = nullptr;
  --seat_count_;
}

void RoomPart::add(RoomMessagePointer message) {
  waiting_bytes_ += message->bytes();
  next_.push_back(std::move(message));
}

std::size_t RoomPart::step(std::size_t& budget) noexcept {
  if (now_.empty()) {
    now_.swap(next_);
    seated_.move_all_to(waiting_);
  }
  for (; budget > 0 && !waiting_.empty(); --budget) {
    Seating& seating = waiting_.pop_front();
    seated_.push_back(seating);
    serve(seating);
  }
  if (!waiting_.empty()) return 0;
  std::size_t done_bytes = 0;
  for (const RoomMessagePointer& message : now_) done_bytes += message->bytes();
  now_.clear();
  waiting_bytes_ -= done_bytes;
  return done_bytes;
}

void RoomPart::serve(Seating& seating) noexcept {
  bool took_some = false;
  for (const RoomMessagePointer& message : now_) {
    if (message->number <= seating.after || message->from == seating.id) continue;
    seating.member->take(*message);
    took_some = true;
  }
  if (took_some) seating.member->flush();
}

}  // namespace saki
