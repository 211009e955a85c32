// SPDX-License-Identifier: Apache-2.0
//
// RoomOrder: what workers ask of each other on behalf of rooms. Orders from one worker to another are carried out in their order, which is
// what everything here rests on.
//
// A room has its home on one worker, told by its name. To it go Post, Join, Leave and Count; from it come Deliver, Admit and Counted.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "room/seating.h"
#include "saki/event_label.h"
#include "saki/task/bell.h"

namespace saki {

struct CountAnswer {  // Read and rung on the loop of whoever asked.
  Bell bell;
  std::optional<std::size_t> count;
};

namespace room_order {

struct Post {
  std::string room;
  http::MessageKind kind = http::MessageKind::Text;
  std::string text;
  EventLabel label;
  std::uint64_t from = 0;
  bool came_in = false;  // It has been to all processes, or never will.

  [[nodiscard]] std::size_t bytes() const noexcept {
    return RoomMessage::kLeastBytes + room.size() + text.size() + label.name().size() + label.id().size();
  }
};
struct Join {
  std::string room;
  unsigned worker = 0;
  MemberKind kind = MemberKind::EventStream;
  std::string seen;
  std::shared_ptr<Seating> seating;
};
struct Leave {
  std::string room;
  unsigned worker = 0;
  MemberKind kind = MemberKind::EventStream;
};
struct Count {
  std::string room;
  unsigned worker = 0;
  std::shared_ptr<CountAnswer> answer;
};

struct Deliver {
  RoomMessagePointer message;
};
struct Admit {
  std::shared_ptr<Seating> seating;
  std::uint64_t after = 0;
  std::vector<RoomMessagePointer> missed;  // What came since the member was here last, as far as it is kept.
  bool missed_some = false;                // And there may have been more.
};
struct Counted {
  std::shared_ptr<CountAnswer> answer;
  std::size_t count = 0;
};

}  // namespace room_order

using RoomOrder = std::variant<room_order::Post, room_order::Join, room_order::Leave, room_order::Count, room_order::Deliver,
                               room_order::Admit, room_order::Counted>;

}  // namespace saki
