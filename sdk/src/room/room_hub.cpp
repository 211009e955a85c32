// SPDX-License-Identifier: Apache-2.0
#include "room/room_hub.h"

#include <algorithm>

#include "saki/base/check.h"
#include "saki/base/clock.h"
#include "saki/log/log_stream.h"

namespace saki {

RoomHub::RoomHub(const RoomSettings& settings, LogStream& log)
    : settings_(settings), log_(log), incarnation_(static_cast<std::uint64_t>(Clock::system().wall().time_since_epoch().count())) {}

RoomHub::~RoomHub() = default;

void RoomHub::open_desk(Loop& loop) {
  const std::lock_guard lock(opening_);
  desks_.push_back(std::make_unique<RoomDesk>(*this, worker_count(), loop));
}

void RoomHub::close_desk(Loop& loop) noexcept {
  for (const auto& desk : desks_) {
    if (&desk->loop() == &loop) desk->close();
  }
}

void RoomHub::open_crossing(Loop& loop) {
  const std::lock_guard lock(opening_);
  if (bridge_ != nullptr && &desks_.front()->loop() == &loop) desks_.front()->open_crossing(*bridge_);
}

void RoomHub::close_crossing(Loop& loop) noexcept {
  if (&desks_.front()->loop() == &loop) desks_.front()->close_crossing();
}

RoomDesk& RoomHub::door_of(std::string_view room) const noexcept { return bridge_ != nullptr ? *desks_.front() : home_of(room); }

RoomDesk& RoomHub::home_of(std::string_view room) const noexcept { return *desks_[static_cast<std::size_t>(hash_(room) % desks_.size())]; }

RoomDesk& RoomHub::desk_here() const noexcept {
  const auto found = std::ranges::find_if(desks_, [](const auto& desk) { return desk->is_here(); });
  SAKI_CHECK(found != desks_.end(), "seats of a room are taken on the threads of workers");
  return **found;
}

void RoomHub::note_lost() noexcept {
  const std::uint64_t count = lost_.fetch_add(1, std::memory_order_relaxed) + 1;
  if ((count & (count - 1)) == 0) log_.warn("messages to rooms were lost: too many are on their way", {{"count", count}});
}

}  // namespace saki
