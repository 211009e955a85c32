// SPDX-License-Identifier: Apache-2.0
#include "room/room_home.h"

#include <algorithm>
#include <charconv>

#include "saki/http/web_socket_options.h"

namespace saki {
namespace {

constexpr std::size_t kLeastDeflatedBytes = http::DeflateOptions().least_bytes;

}  // namespace

RoomHome::RoomHome(std::string name, std::uint64_t incarnation, unsigned workers, const RoomSettings& settings)
    : settings_(settings), name_(std::move(name)), incarnation_(incarnation), counts_(workers) {}

room_order::Admit RoomHome::join(room_order::Join order) {
  ++count_;
  ++counts_[order.worker];
  ++members(order.kind);
  if (order.kind == MemberKind::EventStream) keeps_ = settings_.replay_count > 0;
  room_order::Admit admit{.seating = std::move(order.seating), .after = number_, .missed = {}};
  if (!order.seen.empty()) find_missed(order.seen, admit);
  return admit;
}

void RoomHome::leave(unsigned worker, MemberKind kind) noexcept {
  --count_;
  --counts_[worker];
  --members(kind);
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
  if (order.kind == http::MessageKind::Text && (keeps_ || members(MemberKind::EventStream) > 0)) message->event = event_of(order, *message);
  message->frame = frame_of(order);
  if (keeps_ && message->event != nullptr) keep(message);
  return message;
}

EventFrame RoomHome::event_of(const room_order::Post& order, RoomMessage& message) {
  message.id = order.label.id().empty() && keeps_ ? next_id() : order.label.id();
  return std::make_shared<const std::string>(event_text(EventLabel(order.label.name(), message.id), order.text));
}

http::SharedFrame RoomHome::frame_of(const room_order::Post& order) {
  using Forms = http::SharedFrame::Forms;
  const bool deflates = members(MemberKind::DeflatingWebSocket) > 0 && order.text.size() >= kLeastDeflatedBytes;
  if (!deflates && members(MemberKind::WebSocket) == 0 && members(MemberKind::DeflatingWebSocket) == 0) return {};
  return {order.kind, as_bytes(order.text), deflates ? Forms::PlainAndDeflated : Forms::Plain};
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
