// SPDX-License-Identifier: Apache-2.0
//
// ClientSocketCore: a client's WebSocket with what it stands on.
#pragma once

#include <memory>
#include <string>

#include "client/http_client_core.h"
#include "saki/client_request.h"
#include "saki/client_socket_options.h"
#include "saki/http/web_socket_client.h"

namespace saki {

class ClientCourse;

class ClientSocketCore {  // Affinity: loop.
 public:
  ClientSocketCore(HttpClientCore& http, ClientSocketOptions options);

  // Sends `request`, and opens the socket. Once. Throws ClientError, Cancelled.
  [[nodiscard]] Task<> open(ClientRequest request);

  [[nodiscard]] http::WebSocket& socket() const noexcept { return *socket_; }
  [[nodiscard]] const std::string& request() const noexcept { return request_; }  // For errors: "GET wss://a.example/live".

 private:
  void take_over(ClientCourse& course, const http::WebSocketAgreement& agreement);

  HttpClientCore& http_;
  http::Limits limits_;
  http::Timeouts timeouts_;
  http::WebSocketOptions options_;
  std::string request_;
  std::unique_ptr<http::WebSocket> socket_;
};

}  // namespace saki
