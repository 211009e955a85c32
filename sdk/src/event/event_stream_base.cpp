// SPDX-License-Identifier: Apache-2.0
#include "saki/event_stream_base.h"

#include <algorithm>
#include <utility>

#include "event/event_settings.h"
#include "saki/event_outlet.h"
#include "saki/request.h"
#include "saki/task/with_timeout.h"
#include "service/worker_context.h"
#include "socket/kept_request.h"

namespace saki {
namespace {

// One for all heartbeats: a comment without text.
const EventFrame& heartbeat_frame() {
  static const EventFrame frame = std::make_shared<const std::string>(":\n\n");
  return frame;
}

const EventSettings& settings_of(const Request& request) noexcept { return request.context().service.events; }

}  // namespace

EventStreamBase::EventStreamBase(Request& asked)
    : kept_(KeptRequest::of(asked)),
      bounds_(settings_of(asked).queue),
      heartbeat_interval_(settings_of(asked).heartbeat),
      last_event_id_(asked.header("Last-Event-ID").value_or("")),
      heartbeat_(asked.loop(), *this),
      handling_(asked.loop(), "event stream") {}

EventStreamBase::~EventStreamBase() {
  state_ = State::Closed;
  handling_.drop();
}

Request& EventStreamBase::request() noexcept { return kept_->request(); }

void EventStreamBase::open() noexcept {
  if (state_ != State::New) return;
  state_ = State::Open;
  last_event_ = loop().now();
  if (heartbeat_interval_ > Duration::zero()) heartbeat_.start_after(heartbeat_interval_);
  changed_.ring(loop());
}

void EventStreamBase::close() noexcept {
  if (std::exchange(state_, State::Closed) == State::Closed) return;
  heartbeat_.cancel();
  changed_.ring(loop());
  ended_.ring(loop());
  tell_outlet();
}

// --- events

Task<> EventStreamBase::comment(std::string_view text) { return put(event_comment(text)); }

Task<> EventStreamBase::retry(Duration delay) {
  return put("retry: " + std::to_string(std::chrono::ceil<std::chrono::milliseconds>(delay).count()) + "\n\n");
}

Task<> EventStreamBase::put(std::string text) {
  open();
  if (state_ == State::Closed) throw Cancelled();
  EventFrame frame = std::make_shared<const std::string>(std::move(text));
  if (!queue_.has_room_for(frame, bounds_)) return put_later(std::move(frame));
  keep(std::move(frame));
  return {};
}

Task<> EventStreamBase::put_later(EventFrame frame) {
  while (!queue_.has_room_for(frame, bounds_)) {
    const bool rung = co_await changed_.wait();
    if (!rung || state_ == State::Closed) throw Cancelled();
  }
  keep(std::move(frame));
}

void EventStreamBase::take(const RoomMessage& message) noexcept {
  open();
  if (state_ == State::Closed || message.event == nullptr) return;
  const EventQueue::Outcome outcome = queue_.push_by_policy(message.event, bounds_);
  if (outcome != EventQueue::Outcome::Kept) ++dropped_;
  if (outcome == EventQueue::Outcome::Full) close();
}

void EventStreamBase::flush() noexcept {
  last_event_ = loop().now();
  tell_outlet();
}

void EventStreamBase::keep(EventFrame frame) {
  queue_.push(std::move(frame));
  last_event_ = loop().now();
  tell_outlet();
}

void EventStreamBase::beat() {
  if (loop().now() - last_event_ >= heartbeat_interval_ && queue_.empty()) keep(heartbeat_frame());
  heartbeat_.start_at(std::max(last_event_, loop().now() - heartbeat_interval_ / 2) + heartbeat_interval_);
}

// --- the handler

void EventStreamBase::begin(Task<> handling) { handling_.spawn(handle, std::ref(*this), std::move(handling)); }

Task<> EventStreamBase::handle(std::reference_wrapper<EventStreamBase> self, Task<>&& handling) {
  EventStreamBase& stream = self;
  try {
    Task<> running = std::move(handling);
    co_await std::move(running);
  } catch (const Cancelled&) {
    // The client is gone, or the stream was closed while the handler was sending.
  } catch (...) {
    stream.failure_ = std::current_exception();
  }
  stream.note_handled();
}

void EventStreamBase::note_handled() noexcept {
  handled_ = true;
  if (state_ == State::New) return changed_.ring(loop());
  close();
  tell_outlet();
}

Task<> EventStreamBase::settled() {
  while (state_ == State::New && handling_.running() > 0) {
    const bool rung = co_await changed_.wait();
    if (!rung) throw Cancelled();
    if (state_ == State::New) break;  // The handler rings last.
  }
}

void EventStreamBase::rethrow_failure() {
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void EventStreamBase::stop() noexcept {
  close();
  handling_.cancel();
}

void EventStreamBase::abandon() noexcept {
  queue_.clear();
  stop();
}

Task<> EventStreamBase::await_handler() {
  if (handling_.running() == 0) co_return;
  Task<> joining = join_handler();
  co_await shielded(std::move(joining));
}

Task<> EventStreamBase::join_handler() { co_await handling_.join(); }

// --- the outlet

void EventStreamBase::connect(EventOutlet* outlet) noexcept {
  outlet_ = outlet;
  if (!queue_.empty() || state_ == State::Closed) tell_outlet();
}

void EventStreamBase::taken() noexcept {
  if (state_ == State::Open) changed_.ring(loop());
}

void EventStreamBase::tell_outlet() noexcept {
  if (outlet_ != nullptr) outlet_->on_events();
}

}  // namespace saki
