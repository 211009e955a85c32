// SPDX-License-Identifier: Apache-2.0
#include "http/web_socket_frame.h"

#include <cstring>

#include "base/planted_bug.h"

namespace saki::http {
namespace {

constexpr unsigned kFinal = 0x80;
constexpr unsigned kDeflated = 0x40;
constexpr unsigned kOtherReserved = 0x30;
constexpr unsigned kMasked = 0x80;

constexpr bool is_known(unsigned opcode) noexcept { return opcode <= 2 || (opcode >= 8 && opcode <= 10); }

// RSV1 belongs to the first frame of a message (RFC 7692 section 6.1); that it is the first is for the reader to know.
HeadFault judge_first_byte(unsigned byte, bool deflates) noexcept {
  const unsigned opcode = byte & 0x0F;
  if ((byte & kOtherReserved) != 0) return HeadFault::ReservedBits;
  if ((byte & kDeflated) != 0 && (!deflates || (opcode != 1 && opcode != 2))) return HeadFault::ReservedBits;
  if (!is_known(opcode)) return HeadFault::ReservedOpcode;
  return opcode >= 8 && (byte & kFinal) == 0 ? HeadFault::FragmentedControl : HeadFault::None;
}

HeadFault judge_second_byte(unsigned byte, Opcode opcode, WebSocketRole role) noexcept {
  const bool is_masked = (byte & kMasked) != 0;
  if (is_masked != (role == WebSocketRole::Server)) return is_masked ? HeadFault::Masked : HeadFault::NotMasked;
  return is_control(opcode) && (byte & 0x7F) > kMostControlBytes ? HeadFault::LongControl : HeadFault::None;
}

// The bytes that follow in network order.
std::uint64_t big_endian(ByteView bytes) noexcept {
  std::uint64_t number = 0;
  for (const std::byte byte : bytes) number = number << 8 | std::to_integer<std::uint64_t>(byte);
  return number;
}

HeadFault read_long_length(ByteView bytes, unsigned size, std::uint64_t& length) noexcept {
  if (size == 8 && bytes.size() > 2 && (bytes[2] & std::byte{0x80}) != std::byte{0}) return HeadFault::LengthTooLarge;
  if (bytes.size() < 2U + size) return HeadFault::Incomplete;
  length = big_endian(bytes.subspan(2, size));
  const bool is_minimal = size == 2 ? length > kMostControlBytes : length > 0xFFFF;
  return is_minimal || kBugPlanted ? HeadFault::None : HeadFault::LengthNotMinimal;
}

}  // namespace

const char* text_of(HeadFault fault) noexcept {
  switch (fault) {
    case HeadFault::None:
    case HeadFault::Incomplete: break;
    case HeadFault::ReservedBits: return "a reserved bit is set";
    case HeadFault::ReservedOpcode: return "the opcode is reserved";
    case HeadFault::FragmentedControl: return "a control frame is fragmented";
    case HeadFault::LongControl: return "a control frame is too long";
    case HeadFault::NotMasked: return "a frame is not masked";
    case HeadFault::Masked: return "a frame is masked";
    case HeadFault::LengthNotMinimal: return "a length is longer than it need be";
    case HeadFault::LengthTooLarge: return "a length is out of range";
  }
  return "";
}

HeadFault read_frame_head(ByteView bytes, WebSocketRole role, bool deflates, FrameHead& head) noexcept {
  if (bytes.empty()) return HeadFault::Incomplete;
  const auto first = std::to_integer<unsigned>(bytes[0]);
  if (const HeadFault fault = judge_first_byte(first, deflates); fault != HeadFault::None) return fault;
  head.opcode = static_cast<Opcode>(first & 0x0F);
  head.is_final = (first & kFinal) != 0;
  head.is_deflated = (first & kDeflated) != 0;
  if (bytes.size() < 2) return HeadFault::Incomplete;
  const auto second = std::to_integer<unsigned>(bytes[1]);
  if (const HeadFault fault = judge_second_byte(second, head.opcode, role); fault != HeadFault::None) return fault;

  head.length = second & 0x7F;
  std::size_t at = 2;
  if (head.length > kMostControlBytes) [[unlikely]] {
    const unsigned size = head.length == 126 ? 2 : 8;
    if (const HeadFault fault = read_long_length(bytes, size, head.length); fault != HeadFault::None) return fault;
    at += size;
  }
  if (role == WebSocketRole::Server) {
    if (bytes.size() < at + sizeof head.mask) return HeadFault::Incomplete;
    std::memcpy(&head.mask, bytes.data() + at, sizeof head.mask);
    at += sizeof head.mask;
  }
  head.head_bytes = static_cast<std::uint8_t>(at);
  return HeadFault::None;
}

std::size_t write_frame_head(const FrameHead& head, const std::uint32_t* mask, std::byte* out) noexcept {
  const unsigned first = static_cast<unsigned>(head.opcode) | (head.is_final ? kFinal : 0U) | (head.is_deflated ? kDeflated : 0U);
  const std::size_t unmasked_bytes = frame_head_bytes(head.length);
  const std::size_t size = unmasked_bytes - 2;  // Of a long length.
  const std::uint64_t second = size == 0 ? head.length : size == 2 ? 126 : 127;
  out[0] = static_cast<std::byte>(first);
  out[1] = static_cast<std::byte>(second | (mask != nullptr ? kMasked : 0U));
  for (std::size_t i = 0; i < size; ++i) out[2 + i] = static_cast<std::byte>(head.length >> (size - 1 - i) * 8);
  if (mask == nullptr) return unmasked_bytes;
  std::memcpy(out + unmasked_bytes, mask, sizeof *mask);
  return unmasked_bytes + sizeof *mask;
}

}  // namespace saki::http
