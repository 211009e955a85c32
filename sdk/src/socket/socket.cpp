// SPDX-License-Identifier: Apache-2.0
#include "saki/socket.h"

#include <stdexcept>

#include "problem/problem_document.h"
#include "saki/socket_line.h"

namespace saki {

Socket::~Socket() {
  if (line_ != nullptr) line_->end();
}

MemberKind Socket::member_kind() const noexcept { return core().deflates() ? MemberKind::DeflatingWebSocket : MemberKind::WebSocket; }

bool Socket::take(const RoomMessage& message) noexcept {
  return !message.frame || core().try_enqueue(message.frame) == http::WebSocket::Enqueued::Taken;
}

const std::shared_ptr<SocketLine>& Socket::line() {
  if (line_ == nullptr) {
    line_ = std::make_shared<SocketLine>(core(), SocketLine::Bounds{options_.handle_bytes, options_.handle_count});
  }
  return line_;
}

std::nullopt_t detail::ended(Error error) {
  if (error == Error::Cancelled) throw Cancelled();
  return std::nullopt;
}

void detail::raise(Error error) {
  if (error == Error::Invalid) throw std::invalid_argument("the text of a WebSocket's message is not UTF-8");
  throw Cancelled();
}

Task<bool> Socket::refuse(const InvalidContent& invalid) {
  if (options_.invalid == InvalidMessage::Close) {
    close(invalid.code, invalid.reason);
    co_return false;
  }
  const std::string document = problem_document(invalid.error);
  const Result<> sent = co_await core().send(std::string_view(document));
  if (!sent) static_cast<void>(detail::ended(sent.error()));
  co_return sent.has_value();
}

}  // namespace saki
