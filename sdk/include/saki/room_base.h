// SPDX-License-Identifier: Apache-2.0
//
// RoomBase and RoomSeatBase: rooms and seats whatever is sent there. Room<T> and RoomSeat<T> are their typed faces.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "saki/event_label.h"
#include "saki/room_member.h"
#include "saki/task.h"

namespace saki {

class Surroundings;
class RoomHub;
struct Seating;

class RoomSeatBase {  // Affinity: loop. Movable; the member outlives it.
 public:
  RoomSeatBase() noexcept = default;  // Of no room.
  RoomSeatBase(RoomHub& hub, std::string room, RoomMember& member);
  RoomSeatBase(RoomSeatBase&& other) noexcept;
  RoomSeatBase& operator=(RoomSeatBase&& other) noexcept;
  ~RoomSeatBase() { leave(); }

  void leave() noexcept;  // From here on the member is given nothing; all that stay are others.

  // Waits until the room counts the member and has handed it what it missed. False where some of that is not kept any more or found no
  // room, or what it saw last is of no room that is known, and for a seat that has left. Any number of coroutines may. Throws Cancelled.
  [[nodiscard]] Task<bool> taken() const;

 protected:
  void post_to_others(http::MessageKind kind, std::string text, const EventLabel& label) const;

 private:
  RoomHub* hub_ = nullptr;
  std::string room_;
  std::shared_ptr<Seating> seating_;
};

class RoomBase {  // Affinity: any. A value, good as long as the service runs.
 public:
  RoomBase(const Surroundings& here, std::string_view name);
  RoomBase(RoomHub& hub, std::string_view name) : hub_(&hub), name_(name) {}  // For the SDK itself.

  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  // How many sit in it, on all workers; those too whose seats were taken on this worker just before. Affinity: loop. Throws Cancelled.
  [[nodiscard]] Task<std::size_t> count() const;

 protected:
  void post(http::MessageKind kind, std::string text, const EventLabel& label) const;
  [[nodiscard]] RoomHub& hub() const noexcept { return *hub_; }

 private:
  RoomHub* hub_;
  std::string name_;
};

}  // namespace saki
