// SPDX-License-Identifier: Apache-2.0
#include "saki/open_socket.h"

#include "context/error_answer.h"
#include "context/worker_context.h"
#include "saki/base/check.h"
#include "socket/kept_request.h"
#include "socket/socket_taker.h"

namespace saki::detail {
namespace {

class WebSocketUpgrade final : public Upgrade {
 public:
  WebSocketUpgrade(http::WebSocketAgreement agreement, const SocketOptions& options, std::unique_ptr<SocketSession> session) noexcept
      : agreement_(std::move(agreement)), options_(options), session_(std::move(session)) {}

  [[nodiscard]] bool begin(Request& request, std::span<const Field> fields) override {
    http::Exchange& exchange = request.exchange();
    SocketTaker* const taker = request.context().sockets;
    if (taker == nullptr) return http::upgrade_to_web_socket(exchange, agreement_, options_, std::move(session_), fields);
    taker->take(agreement_, options_, std::move(session_));
    return exchange.try_respond({.status = Status::SwitchingProtocols, .fields = fields}, {});
  }

 private:
  http::WebSocketAgreement agreement_;
  const SocketOptions& options_;
  std::unique_ptr<SocketSession> session_;
};

// Behind a proxy whose word does not count every page is of another origin: the two of them tell.
void tell_of_another_origin(const Request& request) {
  const auto untold = request.context().other_origins.admit(request.loop().now());
  if (!untold) return;
  const std::string asked = std::string(request.scheme()) + "://" + std::string(request.host());
  request.log().warn("a page of another origin was refused a WebSocket",
                     {{"path", request.path()}, {"origin", request.header("Origin").value_or("")}, {"asked", asked}, {"untold", *untold}});
}

}  // namespace

SocketSession::SocketSession(Request& asked) : kept_(KeptRequest::of(asked)) {}
SocketSession::~SocketSession() = default;

Request& SocketSession::request() noexcept { return *kept_; }

void SocketSession::failed(http::WebSocket& socket) {
  try {
    throw;
  } catch (const HttpError& error) {
    if (http::status_code(error.status()) < 500)
      return socket.close(http::CloseCode::Policy, error.detail().empty() ? error.title() : error.detail());
    static_cast<void>(error_answer(request()));
  } catch (...) {
    static_cast<void>(error_answer(request()));
  }
}

const SocketOptions& socket_options(const Request& request) noexcept {
  SAKI_CHECK(request.route().socket != nullptr, "open_socket() is for routes of Service::web_socket()");
  return *request.route().socket;
}

http::WebSocketAgreement agree(Request& request, const SocketOptions& options) {
  http::WebSocketVerdict verdict = http::judge_web_socket(request.exchange(), options);
  if (verdict) return std::move(verdict.agreement);
  if (verdict.status == Status::Forbidden) tell_of_another_origin(request);
  HttpError error(verdict.status, std::string(verdict.reason));
  for (const Field& field : http::refused_web_socket_fields(verdict)) error.header(std::string(field.name), std::string(field.value));
  throw error;
}

Response upgrade(http::WebSocketAgreement agreement, const SocketOptions& options, std::unique_ptr<SocketSession> session) {
  return Response::upgrade(std::make_unique<WebSocketUpgrade>(std::move(agreement), options, std::move(session)));
}

}  // namespace saki::detail
