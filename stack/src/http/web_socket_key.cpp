// SPDX-License-Identifier: Apache-2.0
#include "http/web_socket_key.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "http/sha1.h"
#include "saki/base/base64.h"
#include "saki/base/check.h"

namespace saki::http {
namespace {

constexpr std::string_view kGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
constexpr std::size_t kKeyBytes = 16;

std::string base64_of(std::span<const std::uint8_t> bytes) {
  std::string text;
  append_base64(text, std::as_bytes(bytes));
  return text;
}

}  // namespace

// Two digits stand for the last byte: the second one's lower four bits are none of it, and zero (RFC 4648 section 3.5).
bool is_web_socket_key(std::string_view text) noexcept {
  constexpr std::string_view kLast = "AQgw";
  constexpr std::size_t kDigitCount = 22;
  if (text.size() != kDigitCount + 2 || !text.ends_with("==") || kLast.find(text[kDigitCount - 1]) == kLast.npos) return false;
  return std::ranges::all_of(text.substr(0, kDigitCount), [](char digit) { return kBase64Digits.find(digit) != kBase64Digits.npos; });
}

std::string draw_web_socket_key() {
  std::array<std::uint8_t, kKeyBytes> bytes;
  SAKI_CHECK(::getrandom(bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()), "the kernel has random bytes");
  return base64_of(bytes);
}

std::string web_socket_accept(std::string_view key) {
  std::string text(key);
  text += kGuid;
  return base64_of(sha1_of(text));
}

}  // namespace saki::http
