// SPDX-License-Identifier: Apache-2.0
#include "event/event_feed.h"

#include <array>

#include "saki/log/log_stream.h"
#include "saki/request.h"

namespace saki {
namespace {

constexpr std::size_t kMostAtOnce = 32;         // Events in one system call.
constexpr std::size_t kManyBytes = 16 * 1024;  // And no further ones behind so much.

void tell_broken_off(Request& request, std::string_view reason) {
  request.log().error("stream of events broken off", {{"path", request.path()}, {"reason", reason}});
}

}  // namespace

EventFeed::~EventFeed() { stream_->connect(nullptr); }

void EventFeed::begin(http::Feed& feed) {
  feed_ = &feed;
  stream_->connect(this);
}

void EventFeed::on_room() {
  blocked_ = false;
  on_events();
}

void EventFeed::on_gone() {
  leaving_.clear();
  stream_->abandon();
  end_if_over();
}

void EventFeed::on_events() noexcept {
  send_events();
  end_if_over();
}

// What was tried once is tried again as it was: encryption may have begun with it.
void EventFeed::send_events() {
  while (!blocked_) {
    if (leaving_.empty()) take_some();
    if (leaving_.empty()) return;
    std::array<ByteView, kMostAtOnce> pieces;
    for (std::size_t i = 0; i < leaving_.size(); ++i) pieces[i] = as_bytes(*leaving_.at(i));
    pieces[0] = pieces[0].subspan(left_bytes_);
    note_sent(feed_->send(std::span(pieces).first(leaving_.size())));
    blocked_ = !leaving_.empty();
  }
}

void EventFeed::take_some() {
  EventQueue& queue = stream_->queue();
  if (queue.empty()) return;
  while (!queue.empty() && leaving_.size() < kMostAtOnce && leaving_.bytes() < kManyBytes) leaving_.push(queue.pop());
  stream_->note_taken();
}

void EventFeed::note_sent(std::size_t bytes) noexcept {
  left_bytes_ += bytes;
  while (!leaving_.empty() && left_bytes_ >= leaving_.front()->size()) {
    left_bytes_ -= leaving_.front()->size();
    static_cast<void>(leaving_.pop());
  }
}

void EventFeed::end_if_over() {
  if (!stream_->handled() || !stream_->finished() || !leaving_.empty()) return;
  try {
    stream_->rethrow_failure();
  } catch (const std::exception& error) {
    tell_broken_off(stream_->request(), error.what());
  } catch (...) {
    tell_broken_off(stream_->request(), "an exception of no known type");
  }
  feed_->end();
}

}  // namespace saki
