// SPDX-License-Identifier: Apache-2.0
//
// SHA-256 (FIPS 180-4) over content that comes in pieces.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

class Sha256 {
 public:
  void add(std::string_view bytes);
  [[nodiscard]] std::string hex();  // Of all that was added, in lower case. Ends the adding.

 private:
  void add_block(const std::uint8_t* block);
  void pad();

  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<std::uint8_t, 64> block_{};
  std::size_t filled_ = 0;
  std::uint64_t size_ = 0;
};
