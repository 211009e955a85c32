// SPDX-License-Identifier: Apache-2.0
//
// Numbers in files: the lowest byte first, whatever the machine has.
#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>

namespace saki {

template <std::unsigned_integral N>
void put_little_endian(std::string& to, N number) {
  for (std::size_t byte = 0; byte < sizeof(N); ++byte) to.push_back(static_cast<char>((number >> (8 * byte)) & 0xff));
}

// Of the first bytes, as many as the number has.
template <std::unsigned_integral N>
[[nodiscard]] N little_endian(std::string_view from) noexcept {
  N number = 0;
  for (std::size_t byte = 0; byte < sizeof(N); ++byte) {
    number = static_cast<N>(number | static_cast<N>(static_cast<N>(static_cast<unsigned char>(from[byte])) << (8 * byte)));
  }
  return number;
}

}  // namespace saki
