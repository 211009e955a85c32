// SPDX-License-Identifier: Apache-2.0
//
// What a client sends over a WebSocket to have it sent back: the opening handshake, and messages as they go over the wire.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace load {

struct WebSocketMessages {
  std::vector<std::string> frames;  // Masked text messages of one frame each, all of one length and different in mask and content.
  std::vector<std::string> echoes;  // Each as the server sends it back.
};

[[nodiscard]] WebSocketMessages make_web_socket_messages(std::size_t payload_bytes, std::uint64_t seed);

// The opening handshake; `fields` ends each of its lines, as does the result.
[[nodiscard]] std::string web_socket_opening(std::string_view authority, std::string_view path, std::string_view fields);

}  // namespace load
