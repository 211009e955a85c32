// SPDX-License-Identifier: Apache-2.0
#include "room/room_home.h"

#include <algorithm>
#include <charconv>

namespace saki {

RoomHome::RoomHome(std::string name, std::uint64_t incarnation, unsigned workers, const RoomSettings& settings)
    : settings_(settings), name_(std::move(name)), incarnation_(incarnation), counts_(workers) {}

room_order::Admit RoomHome::join(room_order::Join order) {
  ++count_;
  ++counts_[order.worker];
  if (order.kind == MemberKind::EventStream) {
    ++stream_count_;
    keeps_ = settings_.replay_count > 0;
  }
  room_order::Admit admit{.seating = std::move(order.seating), .after = number_, .missed = {}};
  if (!order.seen.empty()) find_missed(order.seen, admit);
  return admit;
}

void RoomHome::leave(unsigned worker, MemberKind kind) noexcept {
  --count_;
  --counts_[worker];
  if (kind == MemberKind::EventStream) --stream_count_;
}

// An id that is not known may be of a message that is not kept any more, or of another incarnation: then all that is kept came after it.
void RoomHome::find_missed(std::string_view seen, room_order::Admit& admit) const {
  const auto has_id = [seen](const RoomMessagePointer& message) { return message->id == seen; };
  const auto found = std::find_if(kept_.rbegin(), kept_.rend(), has_id);
  admit.missed_some = found == kept_.rend();
  admit.missed.assign(found.base(), kept_.end());
}

RoomMessagePointer RoomHome::make(room_order::Post order) {
  auto message = std::make_shared<RoomMessage>();
  message->room = name_;
  message->number = ++number_;
  message->from = order.from;
  if (stream_count_ > 0 || keeps_) {
    message->id = order.label.id().empty() && keeps_ ? next_id() : order.label.id();
    message->event = std::make_shared<const std::string>(event_text(EventLabel(order.label.name(), message->id), order.text));
  }
  if (keeps_) keep(message);
  return message;
}

std::string RoomHome::next_id() const {
  std::array<char, 48> text;
  char* end = std::to_chars(text.data(), text.data() + 20, incarnation_, 36).ptr;
  *end++ = '-';
  end = std::to_chars(end, text.data() + text.size(), number_).ptr;
  return {text.data(), end};
}

void RoomHome::keep(RoomMessagePointer message) {
  kept_bytes_ += message->bytes();
  kept_.push_back(std::move(message));
  while (kept_.size() > settings_.replay_count || kept_bytes_ > settings_.replay_bytes) {
    kept_bytes_ -= kept_.front()->bytes();
    kept_.pop_front();
  }
}

}  // namespace saki
