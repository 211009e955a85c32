// SPDX-License-Identifier: Apache-2.0
#include "saki/base/base64.h"

#include <algorithm>
#include <cstdint>

namespace saki {
namespace {

// The digits that stand for up to three bytes.
std::size_t append_group(std::string& into, ByteView bytes, std::string_view digits) {
  std::uint32_t group = 0;
  for (std::size_t i = 0; i < 3; ++i) group = (group << 8) | (i < bytes.size() ? std::to_integer<std::uint32_t>(bytes[i]) : 0U);
  const std::size_t count = bytes.size() + 1;
  for (std::size_t digit = 0; digit < count; ++digit) into.push_back(digits[(group >> (18 - 6 * digit)) & 0x3FU]);
  return count;
}

}  // namespace

void append_base64(std::string& into, ByteView content) {
  into.reserve(into.size() + (content.size() + 2) / 3 * 4);
  for (; !content.empty(); content = content.subspan(std::min<std::size_t>(3, content.size()))) {
    const std::size_t count = append_group(into, content.first(std::min<std::size_t>(3, content.size())), kBase64Digits);
    into.append(4 - count, '=');
  }
}

void append_base64url(std::string& into, ByteView content) {
  into.reserve(into.size() + (content.size() + 2) / 3 * 4);
  for (; !content.empty(); content = content.subspan(std::min<std::size_t>(3, content.size()))) {
    append_group(into, content.first(std::min<std::size_t>(3, content.size())), kBase64UrlDigits);
  }
}

}  // namespace saki
