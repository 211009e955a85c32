// SPDX-License-Identifier: Apache-2.0
//
// ServedFeed: what an HTTP connection goes on with as a feed: the socket, and the handler that sends.
//
// What the client sends is not read. That it has ended its side counts as having gone, after Timeouts::half_close_grace.
#pragma once

#include <memory>

#include "http/handover.h"
#include "net/socket_io.h"
#include "saki/http/feed.h"
#include "saki/http/successor.h"
#include "saki/loop/deadline.h"

namespace saki::http {

class ServedFeed final : public Successor, private Feed, private DescriptorWatcher, private Deadline {  // Affinity: loop.
 public:
  ServedFeed(Loop& loop, std::unique_ptr<FeedHandler> handler) noexcept
      : DescriptorWatcher(loop, "http feed"), Deadline(loop, "http feed"), handler_(std::move(handler)) {}

  void begin(Handover handover) override;
  void drain() override { handler_->on_stop(); }
  void cancel() override { tell_gone(); }

 private:
  [[nodiscard]] std::size_t send(std::span<const ByteView> pieces) override;
  void end() override;
  void on_ready(Readiness readiness) override;
  void on_deadline() override;

  [[nodiscard]] std::size_t send_some(std::span<const ByteView> pieces, bool& takes_all);
  [[nodiscard]] SocketIo io() const noexcept { return {socket_.get(), transport_}; }
  void note_blocked();
  void tell_gone();
  void arm() { set(std::min(write_deadline_, peer_deadline_)); }
  void in_next_turn();

  HttpWorker* worker_ = nullptr;
  Http1Connection* connection_ = nullptr;
  FileDescriptor socket_;
  Transport* transport_ = nullptr;
  std::unique_ptr<FeedHandler> handler_;
  MonotonicTime write_deadline_ = MonotonicTime::max();  // While the socket takes no more.
  MonotonicTime peer_deadline_ = MonotonicTime::max();   // Once the client has ended its side.
  bool broken_ = false;  // Nothing can be sent any more.
  bool told_gone_ = false;
  bool ending_ = false;
};

}  // namespace saki::http
