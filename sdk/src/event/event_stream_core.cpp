// SPDX-License-Identifier: Apache-2.0
#include "event/event_stream_core.h"

#include <algorithm>
#include <utility>

#include "context/worker_context.h"
#include "event/event_outlet.h"
#include "event/event_settings.h"
#include "saki/request.h"
#include "saki/task/with_timeout.h"
#include "socket/kept_request.h"

namespace saki {
namespace {

// One for all heartbeats: a comment without text.
const EventFrame& heartbeat_frame() {
  static const EventFrame frame = std::make_shared<const std::string>(":\n\n");
  return frame;
}

const EventSettings& settings_of(const Request& request) noexcept { return *request.context().service.events; }

}  // namespace

// Its place in the row of those that wait; the next one's turn comes when it ends, however it does.
class EventStreamCore::Sender : public ListLink<> {
 public:
  explicit Sender(EventStreamCore& stream) noexcept : stream_(stream) { stream_.senders_.push_back(*this); }
  ~Sender() {
    unlink();
    stream_.note_taken();
  }
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  [[nodiscard]] bool is_next() const noexcept { return &stream_.senders_.front() == this; }

 private:
  EventStreamCore& stream_;
};

EventStreamCore::EventStreamCore(Request& asked)
    : kept_(KeptRequest::of(asked)),
      bounds_(settings_of(asked).queue),
      heartbeat_interval_(settings_of(asked).heartbeat),
      last_event_id_(asked.header("Last-Event-ID").value_or("")),
      heartbeat_(asked.loop(), *this),
      handling_(asked.loop(), "event stream") {}

EventStreamCore::~EventStreamCore() = default;

std::shared_ptr<EventStreamCore> EventStreamCore::of(const std::shared_ptr<EventStreamBase>& stream) noexcept {
  return {stream, stream->core_.get()};
}

Request& EventStreamCore::request() noexcept { return *kept_; }

void EventStreamCore::open() noexcept {
  if (state_ != State::New) return;
  state_ = State::Open;
  last_event_ = loop().now();
  if (heartbeat_interval_ > Duration::zero()) heartbeat_.start_after(heartbeat_interval_);
  changed_.ring(loop());
}

void EventStreamCore::close() noexcept {
  if (std::exchange(state_, State::Closed) == State::Closed) return;
  heartbeat_.cancel();
  changed_.ring(loop());
  while (!waiting_.empty()) waiting_.pop_front().complete_soon(loop());
  tell_outlet();
}

// --- events

Task<> EventStreamCore::put(std::string text) {
  open();
  if (state_ == State::Closed) throw Cancelled();
  EventFrame frame = std::make_shared<const std::string>(std::move(text));
  if (!senders_.empty() || !queue_.has_room_for(frame, bounds_)) return put_later(std::move(frame));
  keep(std::move(frame));
  return {};
}

Task<> EventStreamCore::put_later(EventFrame frame) {
  const Sender sender(*this);
  while (!sender.is_next() || !queue_.has_room_for(frame, bounds_)) {
    const bool rung = co_await changed_.wait();
    if (!rung || state_ == State::Closed) throw Cancelled();
  }
  keep(std::move(frame));
}

bool EventStreamCore::take(EventFrame frame) noexcept {
  open();
  if (state_ == State::Closed) return false;
  const EventQueue::Outcome outcome = queue_.push_by_policy(std::move(frame), bounds_);
  if (outcome == EventQueue::Outcome::Kept) return true;
  ++dropped_;
  if (outcome == EventQueue::Outcome::Full) close();
  return false;
}

void EventStreamCore::flush() noexcept {
  last_event_ = loop().now();
  tell_outlet();
}

void EventStreamCore::keep(EventFrame frame) {
  queue_.push(std::move(frame));
  last_event_ = loop().now();
  tell_outlet();
}

void EventStreamCore::beat() {
  if (loop().now() - last_event_ >= heartbeat_interval_ && queue_.empty()) keep(heartbeat_frame());
  heartbeat_.start_at(std::max(last_event_, loop().now() - heartbeat_interval_ / 2) + heartbeat_interval_);
}

// --- the handler

void EventStreamCore::begin(Task<> handling) { handling_.spawn(handle, std::ref(*this), std::move(handling)); }

// A reference to what is its caller's is good here: spawn() keeps its arguments as long as the task.
Task<> EventStreamCore::handle(std::reference_wrapper<EventStreamCore> self, Task<>&& handling) {
  EventStreamCore& stream = self;
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

void EventStreamCore::note_handled() noexcept {
  handled_ = true;
  if (state_ == State::New) return changed_.ring(loop());
  close();
  tell_outlet();
}

Task<> EventStreamCore::settled() {
  while (state_ == State::New && handling_.running() > 0) {
    const bool rung = co_await changed_.wait();
    if (!rung) throw Cancelled();
    if (state_ == State::New) break;  // The handler rings last.
  }
}

void EventStreamCore::rethrow_failure() {
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void EventStreamCore::stop() noexcept {
  close();
  handling_.cancel();
}

void EventStreamCore::abandon() noexcept {
  queue_.clear();
  stop();
}

void EventStreamCore::drop() noexcept {
  state_ = State::Closed;
  handling_.drop();
}

Task<> EventStreamCore::await_handler() {
  if (handling_.running() == 0) co_return;
  Task<> joining = join_handler();
  co_await shielded(std::move(joining));
}

Task<> EventStreamCore::join_handler() { co_await handling_.join(); }

// --- the outlet

void EventStreamCore::connect(EventOutlet* outlet) noexcept {
  outlet_ = outlet;
  if (!queue_.empty() || state_ == State::Closed) tell_outlet();
}

void EventStreamCore::note_taken() noexcept {
  if (state_ == State::Open) changed_.ring(loop());
}

void EventStreamCore::tell_outlet() noexcept {
  if (outlet_ != nullptr) outlet_->on_events();
}

}  // namespace saki
