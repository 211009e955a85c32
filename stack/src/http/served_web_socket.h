// SPDX-License-Identifier: Apache-2.0
//
// ServedWebSocket: what an HTTP connection goes on with as a WebSocket: the session, and the handler that serves it.
#pragma once

#include <memory>
#include <optional>

#include "http/web_socket_session.h"
#include "saki/http/successor.h"
#include "saki/http/web_socket_upgrade.h"
#include "task/root_task.h"

namespace saki::http {

class Http1Connection;

class ServedWebSocket final : public Successor, private SessionOwner, private RootTaskOwner {  // Affinity: loop.
 public:
  ServedWebSocket(const WebSocketAgreement& agreement, const WebSocketOptions& options, std::unique_ptr<WebSocketHandler> handler)
      : agreement_(std::make_unique<const WebSocketAgreement>(agreement)), options_(options), handler_(std::move(handler)) {}

  ~ServedWebSocket() override { connection_ = nullptr; }

  void begin(Handover handover) override;
  void drain() override;
  void cancel() override;

 private:
  void on_socket_over() override;
  void on_grace_over() override { task_.cancel(); }
  void on_task_ended(std::exception_ptr failure) noexcept override;

  std::unique_ptr<const WebSocketAgreement> agreement_;  // Until it begins.
  const WebSocketOptions& options_;
  Http1Connection* connection_ = nullptr;
  std::optional<WebSocketSession> session_;
  std::unique_ptr<WebSocketHandler> handler_;
  RootTask task_;  // Ends before what it works with.
};

}  // namespace saki::http
