// SPDX-License-Identifier: Apache-2.0
#include "saki/open_socket.h"

#include "saki/base/check.h"
#include "service/route_entry.h"
#include "socket/kept_request.h"

namespace saki::detail {
namespace {

class WebSocketUpgrade final : public Upgrade {
 public:
  WebSocketUpgrade(http::WebSocketAgreement agreement, const SocketOptions& options, std::unique_ptr<SocketSession> session) noexcept
      : agreement_(std::move(agreement)), options_(options), session_(std::move(session)) {}

  [[nodiscard]] bool begin(http::Exchange& exchange, std::span<const Field> fields) override {
    return http::upgrade_to_web_socket(exchange, agreement_, options_, std::move(session_), fields);
  }

 private:
  http::WebSocketAgreement agreement_;
  const SocketOptions& options_;
  std::unique_ptr<SocketSession> session_;
};

}  // namespace

SocketSession::SocketSession(Request& asked) : kept_(std::make_unique<KeptRequest>(asked)) {}
SocketSession::~SocketSession() = default;

Request& SocketSession::request() noexcept { return kept_->request(); }

const SocketOptions& socket_options(const Request& request) noexcept {
  SAKI_CHECK(request.route().socket != nullptr, "open_socket() is for routes of Service::web_socket()");
  return *request.route().socket;
}

http::WebSocketAgreement agree(Request& request, const SocketOptions& options) {
  http::WebSocketVerdict verdict = http::judge_web_socket(request.exchange(), options);
  if (verdict) return std::move(verdict.agreement);
  HttpError error(verdict.status, std::string(verdict.reason));
  for (const Field& field : http::refused_web_socket_fields(verdict)) error.header(std::string(field.name), std::string(field.value));
  throw error;
}

Response upgrade(http::WebSocketAgreement agreement, const SocketOptions& options, std::unique_ptr<SocketSession> session) {
  return Response::upgrade(std::make_unique<WebSocketUpgrade>(std::move(agreement), options, std::move(session)));
}

}  // namespace saki::detail
