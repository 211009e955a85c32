// SPDX-License-Identifier: Apache-2.0
//
// MessageKind and WebSocketMessage: what a WebSocket carries (RFC 6455 section 5.6).
#pragma once

#include <cstdint>
#include <string_view>

#include "saki/base/bytes.h"

namespace saki::http {

enum class MessageKind : std::uint8_t {
  Text = 1,  // UTF-8.
  Binary = 2,
};

class WebSocketMessage {  // A view: how long it lives is said where it is given.
 public:
  WebSocketMessage() noexcept = default;
  WebSocketMessage(MessageKind message_kind, ByteView bytes) noexcept : kind(message_kind), content(bytes) {}

  [[nodiscard]] std::string_view text() const noexcept { return as_text(content); }

  MessageKind kind = MessageKind::Binary;
  ByteView content;
};

}  // namespace saki::http
