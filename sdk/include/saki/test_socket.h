// SPDX-License-Identifier: Apache-2.0
//
// TestSocket: the client's end of a WebSocket to a service in the test's own process.
//
//   auto socket = client.live();  // A generated client; or: TestSocket<Note> socket(client, "/live");
//   socket.send(Note("hello"));
//   EXPECT_EQ(socket.receive()->title, "hello");
//
// What the service sends waits until it is received. Where the request was refused nothing can be sent or received: answer() tells why.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "saki/decode_or_refuse.h"
#include "saki/encode.h"
#include "saki/http/close_code.h"
#include "saki/message.h"
#include "saki/test_client.h"
#include "saki/test_response.h"

namespace saki {

using http::CloseCode;

// A TestSocket whatever its messages hold.
class TestSocketBase {  // Affinity: one thread.
 public:
  // Asks for the socket and waits for the answer. `target` and `headers` as of TestClient::request(). The client outlives this.
  TestSocketBase(TestClient& client, std::string_view target, TestResponse::Headers headers = {});
  TestSocketBase(TestSocketBase&&) noexcept;
  TestSocketBase& operator=(TestSocketBase&&) noexcept;
  ~TestSocketBase();

  [[nodiscard]] const TestResponse& answer() const noexcept;  // 101 where the socket was opened.

  // Says goodbye, and waits until the service has done so as well.
  void close(CloseCode code = CloseCode::Normal, std::string_view reason = {});

  // Of the service's goodbye, once receive() has come to it.
  [[nodiscard]] CloseCode close_code() const;
  [[nodiscard]] std::string_view close_reason() const;

 protected:
  void send_message(MessageKind kind, ByteView content);
  [[nodiscard]] std::optional<Message>
  receive_message();  // Good until the next call. Throws std::runtime_error when nothing more can come.

  // Throws std::runtime_error that shows the message.
  [[noreturn]] static void refuse(const Message& message);

 private:
  class Connection;
  std::unique_ptr<Connection> connection_;
};

template <class Send = Message, class Receive = Send>
class TestSocket : public TestSocketBase {
 public:
  using Received = typename detail::Held<Receive>::Type;
  using TestSocketBase::TestSocketBase;

  // Sends a message, and waits until the service has it or has gone.
  void send(const Send& value)
    requires detail::JsonMessage<Send>
  {
    const std::string text = encode(value, JsonForm::Request);
    send_message(MessageKind::Text, as_bytes(text));
  }
  void send(std::string_view text)
    requires(std::same_as<Send, Message> || std::same_as<Send, Text>)
  {
    send_message(MessageKind::Text, as_bytes(text));
  }
  void send(ByteView bytes)
    requires(std::same_as<Send, Message> || std::same_as<Send, Binary>)
  {
    send_message(MessageKind::Binary, bytes);
  }

  // Text as it is, for messages that the service should not take.
  void send_raw(std::string_view text) { send_message(MessageKind::Text, as_bytes(text)); }

  // The service's next message; nothing once it has said goodbye. Views are good until the next call.
  //
  // Throws std::runtime_error for a message of another kind than Receive, and when all is still but nothing came.
  [[nodiscard]] std::optional<Received> receive() {
    const std::optional<Message> message = receive_message();
    if (!message) return std::nullopt;
    if constexpr (std::same_as<Receive, Message>) {
      return message;
    } else if constexpr (std::same_as<Receive, Binary>) {
      if (message->kind != MessageKind::Binary) refuse(*message);
      return message->content;
    } else {
      if (message->kind != MessageKind::Text) refuse(*message);
      return read(*message);
    }
  }

 private:
  [[nodiscard]] static Received read(const Message& message) {
    if constexpr (std::same_as<Receive, Text>) {
      return message.text();
    } else {
      return detail::decode_or_refuse<Received>(message.text(), JsonForm::Answer,
                                                [&message](const std::string& /*why*/) { refuse(message); });
    }
  }
};

}  // namespace saki
