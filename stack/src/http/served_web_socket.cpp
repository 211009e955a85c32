// SPDX-License-Identifier: Apache-2.0
#include "http/served_web_socket.h"

#include <utility>

#include "http/handover.h"
#include "http/http1_connection.h"
#include "http/http_worker.h"

namespace saki::http {
namespace {

// What the end of the task comes to. The handler is told of a failure.
CloseCode code_of(const std::exception_ptr& failure, WebSocketHandler& handler, WebSocket& socket) {
  if (failure == nullptr) return CloseCode::Normal;
  try {
    std::rethrow_exception(failure);
  } catch (const Cancelled&) {
    return CloseCode::GoingAway;
  } catch (...) {
    handler.failed(socket);
    return CloseCode::InternalError;
  }
}

}  // namespace

void ServedWebSocket::begin(Handover handover) {
  HttpWorker& worker = handover.worker;
  connection_ = &handover.predecessor;
  ++worker.counters.web_sockets;
  const SessionSetup setup{worker.loop, worker.socket_pools, worker.limits, worker.timeouts, options_, WebSocketRole::Server};
  SessionOwner* const owner = this;
  session_.emplace(setup, *std::exchange(agreement_, nullptr), owner);
  session_->guarded([&](const WebSocketSession::Turn& turn) {
    session_->take_over(handover.watcher, std::move(handover.socket), handover.transport, std::move(handover.unread));
    task_.start(handler_->serve(*session_), *this);
    if (!turn.gone()) session_->work();
    if (!turn.gone() && worker.draining()) session_->close(CloseCode::GoingAway);
  });
}

void ServedWebSocket::drain() {
  session_->guarded([this](const WebSocketSession::Turn& /*turn*/) { session_->close(CloseCode::GoingAway); });
}

void ServedWebSocket::cancel() {
  session_->guarded([this](const WebSocketSession::Turn& turn) {
    session_->close(CloseCode::GoingAway);
    task_.cancel();
    if (!turn.gone()) session_->abort();
  });
}

void ServedWebSocket::on_socket_over() {
  if (connection_ != nullptr && !task_.running()) connection_->end();
}

void ServedWebSocket::on_task_ended(std::exception_ptr failure) noexcept {
  session_->guarded([&](const WebSocketSession::Turn& turn) {
    const CloseCode code = code_of(failure, *handler_, *session_);
    handler_.reset();
    if (code == CloseCode::InternalError) ++connection_->worker().counters.handler_failures;
    if (session_->over()) return connection_->end();
    session_->stop_reading();
    session_->close(code);
    if (!turn.gone()) session_->work();
  });
}

}  // namespace saki::http
