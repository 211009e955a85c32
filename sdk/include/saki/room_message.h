// SPDX-License-Identifier: Apache-2.0
//
// RoomMessage: what was sent to a room, in the form in which its members pass it on. Made once, whatever their number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "saki/event_frame.h"
#include "saki/http/shared_frame.h"

namespace saki {

struct RoomMessage {  // Affinity: any. Frozen.
  std::string room;
  std::uint64_t number = 0;  // From 1 in each room; all members are given messages in this order.
  std::uint64_t from = 0;    // The seat that sent it to the others; 0 for one to all.
  std::string id;            // By which a client says what it saw last; empty where the room keeps nothing.
  EventFrame event;          // For streams of events; null where the room has none, and of bytes.
  http::SharedFrame frame;   // For WebSockets; none where the room has none.

  // What it weighs where messages are bounded: the least too, so that empty ones are.
  [[nodiscard]] std::size_t bytes() const noexcept {
    return kLeastBytes + (event != nullptr ? event->size() : 0) + (frame ? frame.plain().size() + frame.deflated().size() : 0);
  }

  static constexpr std::size_t kLeastBytes = 256;  // About what the message itself, its strings and its place in a queue take.
};

using RoomMessagePointer = std::shared_ptr<const RoomMessage>;

}  // namespace saki
