// SPDX-License-Identifier: Apache-2.0
#include "saki/room_base.h"

#include <utility>

#include "context/worker_context.h"
#include "room/room_hub.h"
#include "saki/request.h"

namespace saki {
namespace {

void post_to(const RoomHub& hub, room_order::Post order) {
  const std::size_t bytes = order.bytes();
  RoomDesk& door = hub.door_of(order.room);
  static_cast<void>(door.put_message(std::move(order), bytes));
}

}  // namespace

RoomSeatBase::RoomSeatBase(RoomHub& hub, std::string room, RoomMember& member)
    : hub_(&hub), room_(std::move(room)), seating_(hub.desk_here().sit_down(member, room_)) {}

RoomSeatBase::RoomSeatBase(RoomSeatBase&& other) noexcept
    : hub_(std::exchange(other.hub_, nullptr)), room_(std::move(other.room_)), seating_(std::move(other.seating_)) {}

RoomSeatBase& RoomSeatBase::operator=(RoomSeatBase&& other) noexcept {
  if (this == &other) return *this;
  leave();
  hub_ = std::exchange(other.hub_, nullptr);
  room_ = std::move(other.room_);
  seating_ = std::move(other.seating_);
  return *this;
}

void RoomSeatBase::leave() noexcept {
  if (const std::shared_ptr<Seating> seating = std::move(seating_)) hub_->desk_here().leave(*seating);
}

Task<bool> RoomSeatBase::taken() const {
  const std::shared_ptr<Seating> seating = seating_;
  if (seating == nullptr) co_return false;
  while (!seating->admitted && seating->member != nullptr) {
    const bool rung = co_await seating->settled.wait();
    if (!rung) throw Cancelled();
  }
  co_return seating->admitted && !seating->missed_some;
}

void RoomSeatBase::post_to_others(http::MessageKind kind, std::string text, const EventLabel& label) const {
  if (hub_ == nullptr) return;
  post_to(*hub_, {room_, kind, std::move(text), label, seating_ != nullptr ? seating_->id : 0});
}

RoomBase::RoomBase(const Surroundings& here, std::string_view name) : hub_(here.context().service.rooms.get()), name_(name) {}

void RoomBase::post(http::MessageKind kind, std::string text, const EventLabel& label) const {
  post_to(*hub_, {name_, kind, std::move(text), label, 0});
}

Task<std::size_t> RoomBase::count() const {
  const auto answer = std::make_shared<CountAnswer>();
  hub_->home_of(name_).put(room_order::Count{name_, hub_->desk_here().index(), answer});
  while (!answer->count) {
    const bool rung = co_await answer->bell.wait();
    if (!rung) throw Cancelled();
  }
  co_return *answer->count;
}

}  // namespace saki
