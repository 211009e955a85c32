// SPDX-License-Identifier: Apache-2.0
//
// SocketHandle: a WebSocket as others have it: any thread may send through it and close it, also once the socket has ended.
//
//   std::jthread([handle = socket.handle()] { handle.send(Note("from afar")); }).detach();
#pragma once

#include <memory>
#include <string_view>
#include <utility>

#include "saki/encode.h"
#include "saki/message.h"
#include "saki/socket_line.h"

namespace saki {

template <class Send = Message>
class SocketHandle {  // Affinity: any. A value; copies are of one socket.
 public:
  SocketHandle() noexcept = default;  // Of none.
  explicit SocketHandle(std::shared_ptr<SocketLine> line) noexcept : line_(std::move(line)) {}

  // Sends a message behind what waits in the socket's queue, as its limits and policy allow. False where the socket has ended, or more is
  // on its way to its worker than SocketOptions::handle_count and handle_bytes: it was dropped. Throws std::invalid_argument for text that
  // is not UTF-8.
  bool send(const Send& value) const
    requires detail::JsonMessage<Send>
  {
    return pass(MessageKind::Text, as_bytes(encode(value, JsonForm::Answer)));
  }
  bool send(std::string_view text) const
    requires(std::same_as<Send, Message> || std::same_as<Send, Text>)
  {
    return pass(MessageKind::Text, as_bytes(detail::utf8_of(text)));
  }
  bool send(ByteView bytes) const
    requires(std::same_as<Send, Message> || std::same_as<Send, Binary>)
  {
    return pass(MessageKind::Binary, bytes);
  }

  // Says goodbye behind what was sent so far. The first close of a socket counts.
  void close(http::CloseCode code = http::CloseCode::Normal, std::string_view reason = {}) const {
    if (line_ != nullptr) line_->close(code, reason);
  }

 private:
  bool pass(MessageKind kind, ByteView content) const { return line_ != nullptr && line_->send(http::SharedFrame(kind, content)); }

  std::shared_ptr<SocketLine> line_;
};

}  // namespace saki
