// SPDX-License-Identifier: Apache-2.0
//
// The head of a WebSocket's frame (RFC 6455 section 5.2): read strictly, written as short as it can be.
//
//   FIN RSV1 RSV2 RSV3 opcode(4) | MASK length(7) | [ length 16 or 64 ] | [ masking key 32 ]
//
// Pure: a head depends on the frames before it only by what WebSocketReader keeps of them.
#pragma once

#include <cstdint>

#include "saki/base/bytes.h"
#include "saki/http/message_kind.h"
#include "saki/http/web_socket_role.h"

namespace saki::http {

enum class Opcode : std::uint8_t { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };
[[nodiscard]] constexpr bool is_control(Opcode opcode) noexcept { return static_cast<std::uint8_t>(opcode) >= 8; }
[[nodiscard]] constexpr Opcode opcode_of(MessageKind kind) noexcept { return static_cast<Opcode>(kind); }

inline constexpr std::size_t kMostControlBytes = 125;
inline constexpr std::size_t kMostFrameHeadBytes = 14;

struct FrameHead {
  std::uint64_t length = 0;
  std::uint32_t mask = 0;  // As its bytes lie in memory.
  Opcode opcode = Opcode::Continuation;
  std::uint8_t head_bytes = 0;
  bool is_final = false;
  bool is_deflated = false;  // RSV1 (RFC 7692 section 6).
};

enum class HeadFault : std::uint8_t {
  None,
  Incomplete,  // None in what has come.
  ReservedBits,
  ReservedOpcode,
  FragmentedControl,
  LongControl,
  NotMasked,
  Masked,
  LengthNotMinimal,
  LengthTooLarge,  // Its first bit is set.
};
[[nodiscard]] const char* text_of(HeadFault fault) noexcept;

// Reads the head at the front of `bytes`, as `role` receives it; RSV1 may be set where `deflates`. A fault is told with the first byte that
// shows it.
[[nodiscard]] HeadFault read_frame_head(ByteView bytes, WebSocketRole role, bool deflates, FrameHead& head) noexcept;

// How long a head is for content of that length, without a mask.
[[nodiscard]] constexpr std::size_t frame_head_bytes(std::uint64_t length) noexcept {
  return length <= 125 ? 2 : length <= 0xFFFF ? 4 : 10;
}

// Writes a head, with the masking key where `mask` is not null, to `out`, which has room for it; returns how many bytes that were.
// head.head_bytes and head.mask are not looked at.
std::size_t write_frame_head(const FrameHead& head, const std::uint32_t* mask, std::byte* out) noexcept;

}  // namespace saki::http
