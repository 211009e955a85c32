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
  if (round_ == nullptr) round_ = std::make_unique<Round>();
  round_->waiting_bytes += message->bytes();
  round_->next.push_back(std::move(message));
}

std::size_t RoomPart::step(std::size_t& budget) noexcept {
  Round& round = *round_;
  if (round.pass.empty()) begin_pass();
  while (budget > 0 && !round.waiting.empty()) {
    Seating& seating = round.waiting.pop_front();
    seated_.push_back(seating);
    serve(seating);
    budget -= std::min(budget, kMemberEffort + round.pass.size());
  }
  if (!round.waiting.empty()) return 0;
  budget -= std::min(budget, round.pass.size());
  return end_pass();
}

void RoomPart::begin_pass() noexcept {
  Round& round = *round_;
  if (round.now.empty()) round.now.swap(round.next);
  round.pass = std::span(round.now).subspan(round.done_count);
  round.pass = round.pass.first(std::min(round.pass.size(), kMessagesPerPass));
  seated_.move_all_to(round.waiting);
}

std::size_t RoomPart::end_pass() noexcept {
  Round& round = *round_;
  std::size_t done_bytes = 0;
  for (RoomMessagePointer& message : round.pass) done_bytes += std::exchange(message, nullptr)->bytes();
  round.waiting_bytes -= done_bytes;
  round.done_count += std::exchange(round.pass, {}).size();
  if (round.done_count < round.now.size()) return done_bytes;
  round.now.clear();
  round.done_count = 0;
  if (round.next.empty()) round_.reset();
  return done_bytes;
}

void RoomPart::serve(Seating& seating) noexcept {
  bool took_some = false;
  for (const RoomMessagePointer& message : round_->pass) {
    if (message->number <= seating.after || message->from == seating.id) continue;
    static_cast<void>(seating.member->take(*message));
    took_some = true;
  }
  if (took_some) seating.member->flush();
}

}  // namespace saki
