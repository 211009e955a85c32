// SPDX-License-Identifier: Apache-2.0
#include "saki/base/base64.h"

#include <algorithm>
#include <cstdint>

namespace saki {

void append_base64(std::string& into, ByteView content) {
  into.reserve(into.size() + (content.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < content.size(); at += 3) {
    const std::size_t present = std::min<std::size_t>(3, content.size() - at);
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i) group = (group << 8) | (i < present ? std::to_integer<std::uint32_t>(content[at + i]) : 0U);
    for (std::size_t digit = 0; digit < 4; ++digit) {
      into.push_back(digit <= present ? kBase64Digits[(group >> (18 - 6 * digit)) & 0x3FU] : '=');
    }
  }
}

}  // namespace saki
