// SPDX-License-Identifier: Apache-2.0
//
// What the messages of a WebSocket may hold: a value in JSON, text, bytes, or whichever of the last two comes.
#pragma once

#include <concepts>
#include <stdexcept>
#include <string_view>

#include "saki/base/bytes.h"
#include "saki/base/utf8.h"
#include "saki/http/message_kind.h"

namespace saki {

using http::MessageKind;

// Text or bytes: a view, good until the next message is asked for.
using Message = http::WebSocketMessage;

struct Text {};    // In WebSocket<Text>: UTF-8, as std::string_view.
struct Binary {};  // Likewise: bytes, as ByteView.

namespace detail {

template <class T>
struct Held {  // What a message of T is received and sent as.
  using Type = T;
};
template <>
struct Held<Text> {
  using Type = std::string_view;
};
template <>
struct Held<Binary> {
  using Type = ByteView;
};

// Text that browsers take: they close a WebSocket whose text is not UTF-8. Throws std::invalid_argument.
inline std::string_view utf8_of(std::string_view text) {
  if (!is_utf8(text)) throw std::invalid_argument("the text of a message is not UTF-8");
  return text;
}

// A value that goes as JSON.
template <class T>
concept JsonMessage = !std::same_as<T, Message> && !std::same_as<T, Text> && !std::same_as<T, Binary>;

}  // namespace detail

}  // namespace saki
