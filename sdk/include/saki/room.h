// SPDX-License-Identifier: Apache-2.0
//
// Room<T>: a name under which streams of events and WebSockets sit together, on whichever worker they are. What is sent to it goes to all
// of them, to each in the same order.
//
//   const auto seat = saki::Room<Note>(request, "notes").join(stream);               // until `seat` ends
//   saki::Room<Note>(request, "notes").send(note, saki::EventLabel("created"));    // from anywhere
//
// The first to join makes a room, the last to leave frees it. Room<> is of text as it is, Room<Binary> of bytes, which streams of events
// are not given. A name says nothing of T: all who use it agree on what is sent there, and nothing checks it. Text and bytes may share a
// name where members send Message, which is either.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include "saki/encode.h"
#include "saki/message.h"
#include "saki/room_base.h"

namespace saki {

// What may sit in a room of T: what sends T by itself.
template <class Member, class T>
concept MemberOf =
    std::derived_from<Member, RoomMember> && (std::same_as<typename Member::Sent, T> || std::same_as<typename Member::Sent, Message>);

namespace detail {

template <class T>
inline constexpr MessageKind kRoomKind = std::same_as<T, Binary> ? MessageKind::Binary : MessageKind::Text;

template <class T>
[[nodiscard]] std::string room_text(const typename Held<T>::Type& value) {
  if constexpr (std::same_as<T, Text>) return std::string(utf8_of(value));
  if constexpr (std::same_as<T, Binary>) return std::string(as_text(value));
  if constexpr (JsonMessage<T>) return encode(value, JsonForm::Answer);
}

}  // namespace detail

template <class T = Text>
class RoomSeat : public RoomSeatBase {  // Affinity: loop.
 public:
  using RoomSeatBase::RoomSeatBase;
  using Value = typename detail::Held<T>::Type;

  // To all but the holder of this seat, also once it has left; as Room::send. From a seat of no room to nobody.
  void send_to_others(const Value& value, const EventLabel& label = EventLabel()) const {
    post_to_others(detail::kRoomKind<T>, detail::room_text<T>(value), label);
  }
};

template <class T = Text>
class Room : public RoomBase {  // Affinity: any.
 public:
  using RoomBase::RoomBase;
  using Value = typename detail::Held<T>::Type;

  // To all that sit in the room now, and to those that come back for what they missed. Nobody is waited for: each member's own queue and
  // policy decide what becomes of it where a client reads too slowly. Throws std::invalid_argument for text that is not UTF-8.
  void send(const Value& value, const EventLabel& label = EventLabel()) const {
    post(detail::kRoomKind<T>, detail::room_text<T>(value), label);
  }

  // Sits `member` down until the seat ends, and hands it first what it missed, where it says what it saw last. On the member's worker.
  template <MemberOf<T> Member>
  [[nodiscard]] RoomSeat<T> join(Member& member) const {
    return RoomSeat<T>(hub(), name(), member);
  }
};

}  // namespace saki
