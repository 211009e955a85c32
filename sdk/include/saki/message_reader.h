// SPDX-License-Identifier: Apache-2.0
//
// MessageReader<T>: from a WebSocket's message to the value that its handler takes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "saki/decoder.h"
#include "saki/http/close_code.h"
#include "saki/http_error.h"
#include "saki/message.h"

namespace saki {

// What is wrong with a message: for a socket that closes, and as a request's content would be answered.
struct InvalidContent {
  InvalidContent(http::CloseCode close_code, std::string why, HttpError problem)
      : code(close_code), reason(std::move(why)), error(std::move(problem)) {}

  http::CloseCode code;
  std::string reason;
  HttpError error;
};

namespace detail {

[[nodiscard]] std::optional<InvalidContent> check_kind(const Message& message, MessageKind wanted);  // Nothing where it is that.

// After the reading: what was found to be wrong, if anything.
[[nodiscard]] std::optional<InvalidContent> check_document(Decoder& in, const Violations& violations);

}  // namespace detail

template <class T>
class MessageReader {  // Affinity: frozen.
 public:
  // Takes one value from a document, as read_value() does; every value of the type will do where it is not told.
  using Function = bool (*)(Decoder& in, T& into);

  MessageReader() noexcept : function_([](Decoder& in, T& into) { return read_json(in, into); }) {}
  explicit MessageReader(Function function) noexcept : function_(function) {}

  // What is wrong with the message; nothing where `into` was filled.
  [[nodiscard]] std::optional<InvalidContent> read(const Message& message, T& into) const {
    if (auto other = detail::check_kind(message, MessageKind::Text)) return other;
    Violations violations;
    Decoder in(message.text(), JsonForm::Request, violations);
    static_cast<void>(function_(in, into));
    return detail::check_document(in, violations);
  }

 private:
  Function function_;
};

template <>
class MessageReader<Text> {
 public:
  [[nodiscard]] std::optional<InvalidContent> read(const Message& message, std::string_view& into) const {
    into = message.text();
    return detail::check_kind(message, MessageKind::Text);
  }
};

template <>
class MessageReader<Binary> {
 public:
  [[nodiscard]] std::optional<InvalidContent> read(const Message& message, ByteView& into) const {
    into = message.content;
    return detail::check_kind(message, MessageKind::Binary);
  }
};

template <>
class MessageReader<Message> {};

}  // namespace saki
