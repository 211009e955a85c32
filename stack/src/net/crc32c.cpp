// SPDX-License-Identifier: Apache-2.0
#include "net/crc32c.h"

#include <array>

namespace saki {
namespace {

constexpr std::uint32_t kReflectedPolynomial = 0x82f6'3b78;

constexpr std::array<std::uint32_t, 256> kTable = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
    std::uint32_t value = byte;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1) != 0 ? kReflectedPolynomial : 0);
    table[byte] = value;
  }
  return table;
}();

}  // namespace

void Crc32c::add(ByteView bytes) noexcept {
  for (const std::byte byte : bytes) state_ = (state_ >> 8) ^ kTable[(state_ ^ std::to_integer<std::uint32_t>(byte)) & 0xff];
}

}  // namespace saki
