// SPDX-License-Identifier: Apache-2.0
#include "room/room_part.h"

#include <algorithm>
#include <utility>

namespace saki {
namespace {

constexpr std::size_t kMessagesPerPass = 256;
constexpr std::size_t kMemberEffort = 15;  // Of flushing a member, where giving it a message is one.

}  // namespace

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
  if (pass_.empty()) begin_pass();
  while (budget > 0 && !waiting_.empty()) {
    Seating& seating = waiting_.pop_front();
    seated_.push_back(seating);
    serve(seating);
    budget -= std::min(budget, kMemberEffort + pass_.size());
  }
  if (!waiting_.empty()) return 0;
  budget -= std::min(budget, pass_.size());
  return end_pass();
}

void RoomPart::begin_pass() noexcept {
  if (now_.empty()) now_.swap(next_);
  pass_ = std::span(now_).subspan(done_count_);
  pass_ = pass_.first(std::min(pass_.size(), kMessagesPerPass));
  seated_.move_all_to(waiting_);
}

std::size_t RoomPart::end_pass() noexcept {
  std::size_t done_bytes = 0;
  for (RoomMessagePointer& message : pass_) done_bytes += std::exchange(message, nullptr)->bytes();
  waiting_bytes_ -= done_bytes;
  done_count_ += std::exchange(pass_, {}).size();
  if (done_count_ == now_.size()) {
    now_.clear();
    done_count_ = 0;
  }
  return done_bytes;
}

void RoomPart::serve(Seating& seating) noexcept {
  bool took_some = false;
  for (const RoomMessagePointer& message : pass_) {
    if (message->number <= seating.after || message->from == seating.id) continue;
    seating.member->take(*message);
    took_some = true;
  }
  if (took_some) seating.member->flush();
}

}  // namespace saki
