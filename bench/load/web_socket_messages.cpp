// SPDX-License-Identifier: Apache-2.0
#include "web_socket_messages.h"

#include <array>
#include <random>

namespace load {
namespace {

constexpr std::size_t kDifferent = 64;
constexpr unsigned char kFinalText = 0x81;
constexpr unsigned char kMasked = 0x80;

// The first bytes of a frame that holds a whole text message (RFC 6455 section 5.2); with `flag` in the byte of the length.
std::string frame_head(std::size_t payload_bytes, unsigned char flag) {
  std::string head(1, static_cast<char>(kFinalText));
  const std::size_t length_bytes = payload_bytes < 126 ? 0 : payload_bytes < 65536 ? 2 : 8;
  const std::size_t code = length_bytes == 0 ? payload_bytes : length_bytes == 2 ? 126 : 127;
  head += static_cast<char>(flag | code);
  for (std::size_t i = length_bytes; i-- > 0;) head += static_cast<char>(std::uint64_t{payload_bytes} >> (8 * i));
  return head;
}

std::string mask_payload(std::string_view payload, const std::array<char, 4>& mask) {
  std::string masked(payload);
  for (std::size_t i = 0; i < masked.size(); ++i) masked[i] = static_cast<char>(masked[i] ^ mask[i % mask.size()]);
  return masked;
}

}  // namespace

WebSocketMessages make_web_socket_messages(std::size_t payload_bytes, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  WebSocketMessages messages;
  for (std::size_t i = 0; i < kDifferent; ++i) {
    std::string payload(payload_bytes, 'a');
    for (char& letter : payload) letter = static_cast<char>('a' + random() % 26);
    std::array<char, 4> mask;
    for (char& byte : mask) byte = static_cast<char>(random());
    messages.echoes.push_back(frame_head(payload_bytes, 0) + payload);
    messages.frames.push_back(frame_head(payload_bytes, kMasked) + std::string(mask.data(), mask.size()) + mask_payload(payload, mask));
  }
  return messages;
}

std::string web_socket_opening(std::string_view authority, std::string_view path, std::string_view fields) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: " + std::string(authority) +
         "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" +
         std::string(fields) + "\r\n";
}

}  // namespace load
