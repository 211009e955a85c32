// SPDX-License-Identifier: Apache-2.0
#include "saki/socket_line.h"

#include <utility>

#include "saki/http/web_socket.h"
#include "saki/loop/loop.h"

namespace saki {

SocketLine::SocketLine(http::WebSocket& socket, Bounds bounds) noexcept : bounds_(bounds), loop_(&socket.loop()), socket_(&socket) {}

bool SocketLine::send(http::SharedFrame frame) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t bytes = waiting_bytes_ + frame.content().size();
  if (loop_ == nullptr || closed_ || waiting_.size() >= bounds_.count || bytes > bounds_.bytes) return false;
  waiting_.push_back(std::move(frame));
  waiting_bytes_ = bytes;
  visit();
  return true;
}

void SocketLine::close(http::CloseCode code, std::string_view reason) {
  const std::lock_guard lock(mutex_);
  if (loop_ == nullptr || std::exchange(closed_, true)) return;
  goodbye_ = Goodbye{code, std::string(reason)};
  visit();
}

void SocketLine::visit() {
  if (std::exchange(visiting_, true)) return;
  loop_->post("socket handle", [self = shared_from_this()] { self->deliver(); });
}

void SocketLine::deliver() {
  std::vector<http::SharedFrame> frames;
  std::optional<Goodbye> goodbye;
  {
    const std::lock_guard lock(mutex_);
    visiting_ = false;
    frames.swap(waiting_);
    waiting_bytes_ = 0;
    goodbye.swap(goodbye_);
  }
  for (const http::SharedFrame& frame : frames) {
    if (socket_ != nullptr) static_cast<void>(socket_->try_enqueue(frame));
  }
  if (socket_ != nullptr && goodbye) socket_->close(goodbye->code, goodbye->reason);
}

void SocketLine::end() noexcept {
  socket_ = nullptr;
  const std::lock_guard lock(mutex_);
  loop_ = nullptr;
  waiting_.clear();
}

}  // namespace saki
