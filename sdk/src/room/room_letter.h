// SPDX-License-Identifier: Apache-2.0
//
// RoomLetter: what was sent to a room, as bytes that go from one process to another.
//
// A byte that tells the version, the kind of message, the sending process (16 bytes), the message's number there and the seat that sent it
// (8 bytes each), then room, name and id of the label, text, each behind its length (4 bytes). Numbers have their lowest byte first.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "room/room_order.h"

namespace saki {

struct RoomLetter {
  using Process = std::array<std::byte, 16>;

  Process process{};
  std::uint64_t number = 0;
  room_order::Post post;
};

[[nodiscard]] std::string write_letter(const RoomLetter& letter);

// Nothing for what is no letter of this version.
[[nodiscard]] std::optional<RoomLetter> read_letter(std::string_view bytes);

}  // namespace saki
