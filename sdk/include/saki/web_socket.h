// SPDX-License-Identifier: Apache-2.0
//
// WebSocket<Receive, Send>: messages both ways with one client, for as long as its handler's coroutine runs.
//
//   saki::Task<> handlers::live(saki::Request& request, saki::WebSocket<Note, Note>& socket) {
//     while (auto note = co_await socket.next()) co_await socket.send(*note);
//   }
//
// Messages are values in JSON, decoded and checked as the content of requests is; or Text, or Binary, or with WebSocket<> whichever of the
// two comes. One coroutine reads; that and any other may send, and what was sent first arrives first.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "saki/message_reader.h"
#include "saki/request.h"
#include "saki/socket.h"
#include "saki/socket_handle.h"

namespace saki {

namespace detail {

// Waits for the next message, whatever it holds. Needs no coroutine's frame.
class ReceivingMessage {
 public:
  explicit ReceivingMessage(http::WebSocket& socket) noexcept : next_(socket.next()) {}
  [[nodiscard]] bool await_ready() const noexcept { return next_.await_ready(); }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    return next_.await_suspend(caller);
  }
  [[nodiscard]] std::optional<Message> await_resume() {
    const Result<Message> message = next_.await_resume();
    if (!message) return ended(message.error());
    return *message;
  }

 private:
  http::WebSocket::Next next_;
};

// Waits until a message is on its way; likewise.
class SendingMessage {
 public:
  SendingMessage(http::WebSocket& socket, MessageKind kind, ByteView content) noexcept : send_(socket.send(kind, content)) {}
  [[nodiscard]] bool await_ready() const noexcept { return send_.await_ready(); }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    return send_.await_suspend(caller);
  }
  void await_resume() {
    const Result<> sent = send_.await_resume();
    if (!sent) raise(sent.error());
  }

 private:
  http::WebSocket::Send send_;
};

// The same of a text that it holds meanwhile.
class SendingText {
 public:
  SendingText(http::WebSocket& socket, std::string text) noexcept
      : text_(std::move(text)), sending_(socket, MessageKind::Text, as_bytes(text_)) {}
  [[nodiscard]] bool await_ready() const noexcept { return sending_.await_ready(); }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    return sending_.await_suspend(caller);
  }
  void await_resume() {
    sending_.await_resume();
    keep_spare_text(text_);
  }

 private:
  std::string text_;
  SendingMessage sending_;
};

}  // namespace detail

template <class Receive = Message, class Send = Receive>
class WebSocket : public Socket {  // Affinity: loop. Lives until its handler's task has ended.
 public:
  using Received = typename detail::Held<Receive>::Type;
  using Sent = Send;

  explicit WebSocket(const SocketOptions& options, MessageReader<Receive> reader = {}) noexcept : Socket(options), reader_(reader) {}

  // The next message, or nothing once the socket has ended; close_code() tells why. Views are good until the next call.
  //
  // A message that is not what it should be is dealt with as SocketOptions::invalid says, and not given. Throws Cancelled.
  [[nodiscard]] detail::ReceivingMessage next() noexcept
    requires std::same_as<Receive, Message>
  {
    return detail::ReceivingMessage(core());
  }
  [[nodiscard]] Task<std::optional<Received>> next()
    requires(!std::same_as<Receive, Message>)
  {
    while (true) {
      const Result<Message> message = co_await core().next();
      if (!message) co_return detail::ended(message.error());
      Received value{};
      const std::optional<InvalidContent> invalid = reader_.read(*message, value);
      if (!invalid) co_return std::optional<Received>(std::move(value));
      const bool goes_on = co_await refuse(*invalid);
      if (!goes_on) co_return std::nullopt;
    }
  }

  // Sends a message, and waits while the client does not read. A view stays valid until then.
  //
  // Throws Cancelled once the socket is closed by either side, and std::invalid_argument for text that is not UTF-8.
  [[nodiscard]] detail::SendingText send(const Send& value)
    requires detail::JsonMessage<Send>
  {
    return {core(), encode(value, JsonForm::Answer)};
  }
  [[nodiscard]] detail::SendingMessage send(std::string_view text)
    requires(std::same_as<Send, Message> || std::same_as<Send, Text>)
  {
    return {core(), MessageKind::Text, as_bytes(text)};
  }
  [[nodiscard]] detail::SendingMessage send(ByteView bytes)
    requires(std::same_as<Send, Message> || std::same_as<Send, Binary>)
  {
    return {core(), MessageKind::Binary, bytes};
  }
  [[nodiscard]] detail::SendingMessage send(const Message& message)
    requires std::same_as<Send, Message>
  {
    return {core(), message.kind, message.content};
  }

  // For others, on any thread.
  [[nodiscard]] SocketHandle<Send> handle() { return SocketHandle<Send>(line()); }

 private:
  [[no_unique_address]] MessageReader<Receive> reader_;
};

}  // namespace saki
