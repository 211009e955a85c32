// SPDX-License-Identifier: Apache-2.0
#include "saki/event_stream_base.h"

#include "event/event_stream_core.h"
#include "saki/message.h"

namespace saki {

EventStreamBase::EventStreamBase(Request& asked) : core_(std::make_unique<EventStreamCore>(asked)) {}
EventStreamBase::~EventStreamBase() { core_->drop(); }

Request& EventStreamBase::request() noexcept { return core_->request(); }
std::string_view EventStreamBase::last_event_id() const noexcept { return core_->last_event_id(); }

Task<> EventStreamBase::comment(std::string_view text) { return put(event_comment(detail::utf8_of(text))); }

Task<> EventStreamBase::retry(Duration delay) {
  return put("retry: " + std::to_string(std::chrono::ceil<std::chrono::milliseconds>(delay).count()) + "\n\n");
}

Task<> EventStreamBase::put(std::string text) { return core_->put(std::move(text)); }

EventStreamBase::Closed EventStreamBase::closed() {
  core_->open();
  return Closed(*core_);
}

void EventStreamBase::close() noexcept { core_->close(); }

bool EventStreamBase::is_open() const noexcept { return core_->is_open(); }
std::size_t EventStreamBase::waiting_count() const noexcept { return core_->queue().size(); }
std::uint64_t EventStreamBase::dropped_count() const noexcept { return core_->dropped_count(); }

bool EventStreamBase::take(const RoomMessage& message) noexcept { return message.event == nullptr || core_->take(message.event); }
void EventStreamBase::flush() noexcept { core_->flush(); }

bool EventStreamBase::Closed::await_ready() const noexcept { return stream_.is_closed(); }
void EventStreamBase::Closed::begin() noexcept { stream_.add_waiting(*this); }

}  // namespace saki
