// SPDX-License-Identifier: Apache-2.0
#include "client/client_socket_core.h"

#include "client/client_course.h"
#include "saki/client_stream.h"
#include "saki/remote_error.h"

namespace saki {
namespace {

constexpr std::string_view kOwnFields = "Sec-WebSocket-";  // The others of the handshake are those of every upgrade.

void add_handshake(ClientRequest& request, const http::WebSocketRequest& handshake) {
  for (const http::Field& field : handshake.fields()) {
    if (http::same_field_name(field.name.substr(0, kOwnFields.size()), kOwnFields)) request.header(field.name, field.value);
  }
  request.upgrade("websocket");
}

}  // namespace

ClientSocketCore::ClientSocketCore(HttpClientCore& http, ClientSocketOptions options) : http_(http) {
  options_.protocols = std::move(options.protocols);
  options_.deflate = options.deflate;
  options_.message_bytes = options.message_bytes;
}

Task<> ClientSocketCore::open(ClientRequest request) {
  const http::WebSocketRequest handshake(options_);
  add_handshake(request, handshake);
  auto course = std::make_unique<ClientCourse>(http_, std::move(request), ClientCourse::Content::Streamed);
  ClientOutcome<> outcome = co_await course->run();
  if (!outcome) throw outcome.error();
  request_ = course->response().request();
  if (course->response().status() != Status::SwitchingProtocols) {
    ClientStream refused(std::move(course));
    ClientResponse response = co_await refused.whole();
    throw RemoteError(std::move(response));
  }
  Result<http::WebSocketAgreement> agreement = handshake.judge(Status::SwitchingProtocols, course->answer().fields().all());
  if (!agreement) throw ClientError(ClientErrorKind::Malformed, request_, "the answer opens no WebSocket that was asked for");
  take_over(*course, *agreement);
}

void ClientSocketCore::take_over(ClientCourse& course, const http::WebSocketAgreement& agreement) {
  client::Upgraded upgraded = course.answer().take_upgraded();
  const http::WebSocketSurroundings surroundings{http_.buffers, limits_, timeouts_, options_};
  socket_ = http::open_web_socket(surroundings, agreement, std::move(upgraded.stream), as_bytes(upgraded.received));
}

}  // namespace saki
