// SPDX-License-Identifier: Apache-2.0
//
// Random bytes of the kernel's generator: for ids, tokens and keys that nobody can foretell.
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "saki/base/bytes.h"

namespace saki {

// Each call asks the kernel; nothing is kept that a fork could repeat. Aborts where it has none. Affinity: any (all of this header).
void fill_random(MutableBytes into) noexcept;

template <std::size_t kCount>
[[nodiscard]] std::array<std::byte, kCount> random_bytes() noexcept {
  std::array<std::byte, kCount> bytes;
  fill_random(bytes);
  return bytes;
}

// So many random bytes as base64url, which fits into URLs, cookies and file names: 16 of them, or 128 bits, are 22 digits.
[[nodiscard]] std::string random_token(std::size_t byte_count = 16);

}  // namespace saki
