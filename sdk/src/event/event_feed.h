// SPDX-License-Identifier: Apache-2.0
//
// EventFeed: the outlet of an event stream through a feed. Events leave from where they lie, several in one system call.
#pragma once

#include <memory>

#include "event/event_outlet.h"
#include "event/event_stream_core.h"
#include "saki/http/feed.h"

namespace saki {

class EventFeed final : public http::FeedHandler, private EventOutlet {  // Affinity: loop.
 public:
  explicit EventFeed(std::shared_ptr<EventStreamCore> stream) noexcept : stream_(std::move(stream)) {}
  EventFeed(const EventFeed&) = delete;
  EventFeed& operator=(const EventFeed&) = delete;
  ~EventFeed() override;

 private:
  void begin(http::Feed& feed) override;
  void on_room() override;
  void on_stop() override { stream_->stop(); }
  void on_gone() override;
  void on_events() noexcept override;

  void send_events();
  void take_some();
  void note_sent(std::size_t bytes) noexcept;
  void end_if_over();

  std::shared_ptr<EventStreamCore> stream_;
  http::Feed* feed_ = nullptr;  // Once it has begun.
  EventQueue leaving_;          // What has been tried: no policy may drop the rest of it.
  std::size_t left_bytes_ = 0;  // Of its first.
  bool blocked_ = false;
};

}  // namespace saki
