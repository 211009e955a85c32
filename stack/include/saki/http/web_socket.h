// SPDX-License-Identifier: Apache-2.0
//
// WebSocket: messages both ways over one connection, from the opening handshake to the end (RFC 6455), as server or as client.
//
//   while (auto message = co_await socket.next()) static_cast<void>(co_await socket.send(message->kind, message->content));
//
// One reader and any number of writers. Pings are answered, and a peer that is silent is pinged, whether somebody reads or not; a message
// that nobody reads stays where it is, and so do those behind it, which holds the peer back. What is sent while messages of one read are
// being worked off leaves in one write.
#pragma once

#include <optional>
#include <string_view>

#include "saki/base/intrusive_list.h"
#include "saki/base/result.h"
#include "saki/http/close_code.h"
#include "saki/http/message_kind.h"
#include "saki/http/shared_frame.h"
#include "saki/task/wait.h"

namespace saki::http {

class WebSocketSession;

class WebSocket {  // Affinity: loop.
 public:
  class Next;
  class Send;

  WebSocket(const WebSocket&) = delete;
  WebSocket& operator=(const WebSocket&) = delete;
  virtual ~WebSocket() = default;

  // The next message; its content lives until the next call.
  //
  // Errors: Closed once the socket has ended, in whatever way: close_code() tells; Cancelled. A dropped wait loses no message.
  [[nodiscard]] Next next() noexcept;

  // Sends a message, behind all that was sent before. Waits while the peer does not read; `content` stays valid until then.
  //
  // Errors: Invalid for text that is not UTF-8; Closed once either side has said close, or the connection is gone; Cancelled. One that was
  // begun and is cancelled, or dropped, ends the connection: half of a message cannot be taken back.
  [[nodiscard]] Send send(MessageKind kind, ByteView content) noexcept;
  [[nodiscard]] Send send(std::string_view text) noexcept;

  // Sends without waiting, or puts the message into the socket's queue: at most Limits::web_socket_queue_count messages and
  // Limits::web_socket_queue_bytes; past that WebSocketOptions::queue_policy decides.
  enum class Enqueued : std::uint8_t {
    Taken,
    Dropped,  // This one, or one before it.
    Closed,  // The socket is over, or ends now by its policy.
  };
  Enqueued try_enqueue(const SharedFrame& frame);

  // At most 125 bytes; the rest is cut off. Nothing where the socket is closing.
  void ping(ByteView content = {});

  // Says close, behind all that was sent before; from then on nothing more can be sent. next() goes on with what still comes, until the
  // peer has answered or Timeouts::web_socket_close is over. `reason` is cut to 123 bytes. The first call counts; a code that may not be
  // sent becomes 1011.
  void close(CloseCode code = CloseCode::Normal, std::string_view reason = {});

  [[nodiscard]] bool is_open() const noexcept;  // Neither side has said close, and the connection stands.

  // Why it ended, or will: what the peer's close said, else ours; Abnormal where the connection broke, Untold where a close had no code.
  [[nodiscard]] CloseCode close_code() const noexcept;
  [[nodiscard]] std::string_view close_reason() const noexcept;

  [[nodiscard]] std::string_view protocol() const noexcept;  // The subprotocol agreed on; empty for none.
  [[nodiscard]] bool deflates() const noexcept;  // permessage-deflate was agreed on.
  [[nodiscard]] std::size_t queued_bytes() const noexcept;  // That wait for the peer to read.
  [[nodiscard]] Loop& loop() const noexcept;

 protected:
  WebSocket() noexcept = default;

 private:
  [[nodiscard]] WebSocketSession& session() noexcept;
  [[nodiscard]] const WebSocketSession& session() const noexcept;
};

class WebSocket::Next final : public Wait {  // Affinity: loop.
 public:
  explicit Next(WebSocket& socket) noexcept : socket_(socket) {}
  ~Next() override {
    if (suspended()) withdraw();
  }
  bool await_ready() const noexcept { return false; }  // The line of execution is asked first: it may be cancelled.
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    return suspend(caller) && begin();
  }
  [[nodiscard]] Result<WebSocketMessage> await_resume() noexcept;

 private:
  friend class WebSocketSession;
  [[nodiscard]] bool begin();  // False when it has ended already.
  void withdraw() noexcept override;

  WebSocket& socket_;
};

// What is small of a Send: it lies in a gap of Wait's, and all of it in the frame of each coroutine that sends.
class SendState : public Wait {
 protected:
  explicit SendState(MessageKind kind) noexcept : kind_(kind) {}

  MessageKind kind_;
  bool ended_ = false;
  std::optional<BasicError> failure_;
};

class WebSocket::Send final : public SendState, public ListLink<> {  // Affinity: loop.
 public:
  Send(WebSocket& socket, MessageKind kind, ByteView content) noexcept : SendState(kind), socket_(socket), content_(content) {}
  ~Send() override {
    if (suspended()) withdraw();
  }
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    return suspend(caller) && begin();
  }
  [[nodiscard]] Result<> await_resume() const noexcept;

 private:
  friend class WebSocketSession;
  friend class WebSocketSender;
  friend class SendingBacklog;
  [[nodiscard]] bool begin();
  void withdraw() noexcept override;

  WebSocket& socket_;
  ByteView content_;
};

inline WebSocket::Next WebSocket::next() noexcept { return Next(*this); }
inline WebSocket::Send WebSocket::send(MessageKind kind, ByteView content) noexcept { return {*this, kind, content}; }
inline WebSocket::Send WebSocket::send(std::string_view text) noexcept { return {*this, MessageKind::Text, as_bytes(text)}; }

inline Result<> WebSocket::Send::await_resume() const noexcept {
  if (was_cancelled()) return fail(Error::Cancelled);
  if (failure_) return fail(*failure_);
  return {};
}

}  // namespace saki::http
