// SPDX-License-Identifier: Apache-2.0
//
// A second, slow reading of WebSocket frames to compare the reader with: one byte after the other, straight from RFC 6455.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/web_socket_reader.h"

namespace saki::http::reference {

// "text hello", "ping p", "close 1000 bye", "broken 1002", each as it was found; the last one ends it.
using Found = std::vector<std::string>;

// What a client has sent, all of it. Nothing is deflated.
[[nodiscard]] Found read_frames(std::string_view bytes, std::uint64_t message_bytes, std::uint64_t frame_bytes);

// The same by WebSocketReader, to which the bytes come in pieces that end at `cuts`.
[[nodiscard]] Found read_frames_in_pieces(std::string_view bytes, const ReaderRules& rules, const std::vector<std::size_t>& cuts);

}  // namespace saki::http::reference
