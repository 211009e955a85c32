// SPDX-License-Identifier: Apache-2.0
#include "saki/http/web_socket.h"

#include "http/web_socket_session.h"

namespace saki::http {

WebSocketSession& WebSocket::session() noexcept { return static_cast<WebSocketSession&>(*this); }
const WebSocketSession& WebSocket::session() const noexcept { return static_cast<const WebSocketSession&>(*this); }

WebSocket::Enqueued WebSocket::try_enqueue(const SharedFrame& frame) { return session().enqueue(frame); }
void WebSocket::ping(ByteView content) { session().send_ping(content); }
void WebSocket::close(CloseCode code, std::string_view reason) { session().say_close(code, reason); }

bool WebSocket::is_open() const noexcept { return session().may_send(); }
CloseCode WebSocket::close_code() const noexcept { return session().code(); }
std::string_view WebSocket::close_reason() const noexcept { return session().reason(); }
std::string_view WebSocket::protocol() const noexcept { return session().agreed_protocol(); }
bool WebSocket::deflates() const noexcept { return session().agreed_to_deflate(); }
std::size_t WebSocket::queued_bytes() const noexcept { return session().sender().pending_bytes(); }
Loop& WebSocket::loop() const noexcept { return session().own_loop(); }

bool WebSocket::Next::begin() {
  if (socket_.session().begin_next(*this)) return true;
  detach();
  return false;
}

Result<WebSocketMessage> WebSocket::Next::await_resume() noexcept { return socket_.session().outcome_of(*this); }

void WebSocket::Next::withdraw() noexcept { socket_.session().withdraw(*this); }

bool WebSocket::Send::begin() {
  if (socket_.session().begin_send(*this)) return true;
  detach();
  return false;
}

void WebSocket::Send::withdraw() noexcept { socket_.session().withdraw(*this); }

}  // namespace saki::http
