// SPDX-License-Identifier: Apache-2.0
//
// ClientSocket<Send, Receive>: a WebSocket to another server.
//
//   auto live = co_await ClientSocket<Note>::open(request.http(), "wss://notes.example/live");
//   co_await live.send(note);
//   while (auto changed = co_await live.next()) …
//   co_await live.end();
//
// Messages are values in JSON; or Text, or Binary, or with ClientSocket<> whichever of the two comes. One coroutine reads; that and any
// other may send. Pings are answered, and a server that is silent is pinged. Dropping the socket ends the connection without a goodbye.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "saki/client_socket_options.h"
#include "saki/decode_or_refuse.h"
#include "saki/encode.h"
#include "saki/http/close_code.h"
#include "saki/http_client.h"
#include "saki/message.h"

namespace saki {

class ClientSocketCore;

using http::CloseCode;

// A ClientSocket whatever its messages hold.
class ClientSocketBase {  // Affinity: loop. The client outlives it. Moved, not copied.
 public:
  ClientSocketBase(ClientSocketBase&&) noexcept;
  ClientSocketBase& operator=(ClientSocketBase&&) noexcept;
  ~ClientSocketBase();

  // Says goodbye, behind all that was sent before; nothing more can be sent.
  void close(CloseCode code = CloseCode::Normal, std::string_view reason = {});

  // The same, and waits until the server has said so as well, or is given up; what still comes is dropped. Throws Cancelled.
  [[nodiscard]] Task<> end(CloseCode code = CloseCode::Normal, std::string reason = {});

  [[nodiscard]] bool is_open() const noexcept;
  [[nodiscard]] CloseCode close_code() const noexcept;  // As the server said, else as we did; Abnormal where the connection broke.
  [[nodiscard]] std::string_view close_reason() const noexcept;
  [[nodiscard]] std::string_view protocol() const noexcept;  // The subprotocol agreed on; empty for none.
  [[nodiscard]] bool deflates() const noexcept;

 protected:
  explicit ClientSocketBase(std::unique_ptr<ClientSocketCore> core) noexcept;

  [[nodiscard]] static Task<ClientSocketBase> open_any(HttpClient& http, ClientRequest request, ClientSocketOptions options);

  // The next message of that kind, where there is one; nothing at the end. Good until the next call.
  [[nodiscard]] Task<std::optional<Message>> receive(std::optional<MessageKind> kind);
  [[nodiscard]] Task<> send_view(MessageKind kind, ByteView content);
  [[nodiscard]] Task<> send_text(std::string text);
  [[noreturn]] void refuse(CloseCode code, const std::string& why);  // What came: closes, and throws.

 private:
  std::unique_ptr<ClientSocketCore> core_;
};

template <class Send = Message, class Receive = Send>
class ClientSocket : public ClientSocketBase {
 public:
  using Received = typename detail::Held<Receive>::Type;

  // Asks for a socket, and waits until it is open. Throws ClientError: RemoteError where the server refuses. Cancelled.
  [[nodiscard]] static Task<ClientSocket> open(HttpClient& http, std::string url, ClientSocketOptions options = {}) {
    return open(http, ClientRequest(Method::Get, std::move(url)), std::move(options));
  }
  [[nodiscard]] static Task<ClientSocket> open(HttpClient& http, ClientRequest request, ClientSocketOptions options = {}) {
    ClientSocketBase opened = co_await open_any(http, std::move(request), std::move(options));
    co_return ClientSocket(std::move(opened));
  }

  // The next message, or nothing once the socket has ended; close_code() tells why. Views are good until the next call.
  //
  // Throws ClientError(Content), and the socket is closed, for a message that is no Receive; Cancelled.
  [[nodiscard]] Task<std::optional<Received>> next() {
    const std::optional<Message> message = co_await receive(kKind);
    if (!message) co_return std::nullopt;
    if constexpr (std::same_as<Receive, Message>) {
      co_return message;
    } else if constexpr (std::same_as<Receive, Binary>) {
      co_return message->content;
    } else if constexpr (std::same_as<Receive, Text>) {
      co_return message->text();
    } else {
      co_return read(message->text());
    }
  }

  // Sends a message, and waits while the server does not read. A view stays valid until then. Throws ClientError(Broken) once the socket is
  // closed, ClientError(Invalid) for text that is not UTF-8; Cancelled.
  [[nodiscard]] Task<> send(const Send& value)
    requires detail::JsonMessage<Send>
  {
    return send_text(encode(value, JsonForm::Request));
  }
  [[nodiscard]] Task<> send(std::string_view text)
    requires(std::same_as<Send, Message> || std::same_as<Send, Text>)
  {
    return send_view(MessageKind::Text, as_bytes(text));
  }
  [[nodiscard]] Task<> send(ByteView bytes)
    requires(std::same_as<Send, Message> || std::same_as<Send, Binary>)
  {
    return send_view(MessageKind::Binary, bytes);
  }

 private:
  explicit ClientSocket(ClientSocketBase opened) noexcept : ClientSocketBase(std::move(opened)) {}

  static constexpr std::optional<MessageKind> kKind = std::same_as<Receive, Message>  ? std::nullopt
                                                      : std::same_as<Receive, Binary> ? std::optional(MessageKind::Binary)
                                                                                      : std::optional(MessageKind::Text);

  [[nodiscard]] Received read(std::string_view text) {
    return detail::decode_or_refuse<Received>(text, JsonForm::Answer,
                                              [this](const std::string& why) { this->refuse(CloseCode::InvalidContent, why); });
  }
};

}  // namespace saki
