// SPDX-License-Identifier: Apache-2.0
#include "http/served_web_socket.h"

#include "http/handover.h"
#include "http/http_worker.h"

namespace saki::http {
namespace {

CloseCode code_of(const std::exception_ptr& failure) noexcept {
  try {
    std::rethrow_exception(failure);
  } catch (const Cancelled&) {
    return CloseCode::GoingAway;
  } catch (...) {
    return CloseCode::InternalError;
  }
}

}  // namespace

void ServedWebSocket::begin(Handover handover) {
  worker_ = &handover.worker;
  connection_ = &handover.predecessor;
  ++worker_->counters.web_sockets;
  const SessionSetup setup{worker_->loop,     worker_->buffers, worker_->coders,      worker_->limits,
                           worker_->timeouts, options_,         WebSocketRole::Server};
  SessionOwner* const owner = this;
  session_.emplace(setup, agreement_, owner);
  const WebSocketSession::Turn turn(*session_);
  session_->take_over(handover.watcher, std::move(handover.socket), handover.transport, std::move(handover.unread));
  task_.start(handler_->serve(*session_), *this);
  if (!turn.gone()) session_->work();
}

void ServedWebSocket::drain() { session_->close(CloseCode::GoingAway); }

void ServedWebSocket::cancel() {
  WebSocketSession::Turn turn(*session_);
  if (session_->is_open()) session_->close(CloseCode::GoingAway);
  task_.cancel();
  if (!turn.gone()) session_->abort();
}

void ServedWebSocket::on_socket_over() {
  if (connection_ != nullptr && !task_.running()) connection_->end();
}

void ServedWebSocket::on_task_ended(std::exception_ptr failure) noexcept {
  handler_.reset();
  const CloseCode code = failure == nullptr ? CloseCode::Normal : code_of(failure);
  if (code == CloseCode::InternalError) ++worker_->counters.handler_failures;
  if (session_->over()) return connection_->end();
  session_->stop_reading();
  const WebSocketSession::Turn turn(*session_);
  session_->close(code);
  if (!turn.gone()) session_->work();
}

}  // namespace saki::http
