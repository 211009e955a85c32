// SPDX-License-Identifier: Apache-2.0
//
// RoomMember: what sits in a room: a stream of events, a WebSocket.
#pragma once

#include <cstdint>
#include <string_view>

#include "saki/room_message.h"

namespace saki {

enum class MemberKind : std::uint8_t {
  EventStream,
  WebSocket,
  DeflatingWebSocket,  // One that may be sent deflated messages.
};

class RoomMember {  // Affinity: loop.
 public:
  [[nodiscard]] virtual MemberKind member_kind() const noexcept = 0;

  // The id of the last message that the client saw before it came here; empty for all that are new.
  [[nodiscard]] virtual std::string_view seen_before() const noexcept { return {}; }

  // Puts a message into the member's own queue, whose bounds and policy decide what becomes of it: false where it, or one before it, is
  // lost to them. flush() comes after a run of them. Neither resumes a coroutine of the author's, leaves a room or destroys the member
  // before it returns.
  [[nodiscard]] virtual bool take(const RoomMessage& message) noexcept = 0;
  virtual void flush() noexcept = 0;

 protected:
  ~RoomMember() = default;
};

}  // namespace saki
