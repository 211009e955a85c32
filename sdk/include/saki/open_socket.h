// SPDX-License-Identifier: Apache-2.0
//
// open_socket: from a request to the WebSocket that its handler serves. Generated glue and Service::web_socket() are made of it.
//
// The handler is called before the request is answered. A coroutine only begins once the socket is open; what a plain function does, and
// throws, before it returns one is part of the answer.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include "saki/http/web_socket_upgrade.h"
#include "saki/response.h"
#include "saki/web_socket.h"

namespace saki {

class KeptRequest;

namespace detail {

// A socket's handler, with the request that lives as long.
class SocketSession : public http::WebSocketHandler {  // Affinity: loop.
 public:
  explicit SocketSession(Request& asked);
  ~SocketSession() override;

  [[nodiscard]] Request& request() noexcept;

  // An HttpError that is the client's doing closes with 1008 and its detail, anything else with 1011 and a word in the log.
  void failed(http::WebSocket& socket) override;

 protected:
  static void open(Socket& socket, http::WebSocket& core) noexcept { socket.core_ = &core; }

 private:
  std::unique_ptr<KeptRequest> kept_;
};

template <class Receive, class Send>
class SocketSessionOf final : public SocketSession {
 public:
  SocketSessionOf(Request& asked, const SocketOptions& options, MessageReader<Receive> reader)
      : SocketSession(asked), socket_(options, reader) {}

  [[nodiscard]] WebSocket<Receive, Send>& socket() noexcept { return socket_; }
  void hold(Task<> task) noexcept { task_ = std::move(task); }

  [[nodiscard]] Task<> serve(http::WebSocket& core) override {
    open(socket_, core);
    return std::move(task_);
  }

 private:
  WebSocket<Receive, Send> socket_;
  Task<> task_;  // Until it is served.
};

// Those of the request's route. Aborts where that is none of Service::web_socket().
[[nodiscard]] const SocketOptions& socket_options(const Request& request) noexcept;

// Throws HttpError where the request opens no socket: 426 where none was asked for, 400, 403.
[[nodiscard]] http::WebSocketAgreement agree(Request& request, const SocketOptions& options);

[[nodiscard]] Response upgrade(http::WebSocketAgreement agreement, const SocketOptions& options, std::unique_ptr<SocketSession> session);

}  // namespace detail

// The answer that opens the socket, or throws the HttpError that refuses it. `handler` is called with a request and a socket that live
// until its task has ended, and `values`.
template <class Receive, class Send, class... Arguments, class... Values>
[[nodiscard]] Response open_socket(Request& request, MessageReader<Receive> reader,
                                   Task<> (*handler)(Request&, WebSocket<Receive, Send>&, Arguments...), Values&&... values) {
  const SocketOptions& options = detail::socket_options(request);
  http::WebSocketAgreement agreement = detail::agree(request, options);
  auto session = std::make_unique<detail::SocketSessionOf<Receive, Send>>(request, options, reader);
  session->hold(handler(session->request(), session->socket(), std::forward<Values>(values)...));
  return detail::upgrade(std::move(agreement), options, std::move(session));
}

template <class Receive, class Send, class... Arguments, class... Values>
[[nodiscard]] Response open_socket(Request& request, Task<> (*handler)(Request&, WebSocket<Receive, Send>&, Arguments...),
                                   Values&&... values) {
  return open_socket(request, MessageReader<Receive>(), handler, std::forward<Values>(values)...);
}

}  // namespace saki
