// SPDX-License-Identifier: Apache-2.0
#include "room/room_home.h"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "saki/http/web_socket_options.h"

namespace saki {
namespace {

constexpr std::size_t kLeastDeflatedBytes = http::DeflateOptions().least_bytes;

}  // namespace

RoomHome::RoomHome(std::string name, std::uint64_t incarnation, const RoomSettings& settings)
    : settings_(settings), name_(std::move(name)), incarnation_(incarnation) {}

std::size_t RoomHome::count() const noexcept { return std::accumulate(kinds_.begin(), kinds_.end(), std::size_t{0}); }

room_order::Admit RoomHome::join(room_order::Join order) {
  const auto there = std::ranges::find(workers_, order.worker, &WorkerCount::worker);
  if (there == workers_.end()) {
    workers_.push_back({order.worker, 1});
  } else {
    ++there->count;
  }
  ++members(order.kind);
  if (order.kind == MemberKind::EventStream) keeps_ = settings_.replay_count > 0;
  room_order::Admit admit{.seating = std::move(order.seating), .after = number_, .missed = {}};
  if (!order.seen.empty()) find_missed(order.seen, admit);
  return admit;
}

void RoomHome::leave(unsigned worker, MemberKind kind) noexcept {
  const auto there = std::ranges::find(workers_, worker, &WorkerCount::worker);
  if (--there->count == 0) workers_.erase(there);
  --members(kind);
}

// An id that is not known may be of a message that is not kept any more, or of another incarnation: then all that is kept came after it.
void RoomHome::find_missed(std::string_view seen, room_order::Admit& admit) const {
  admit.missed_some = true;
  if (kept_ == nullptr) return;
  const auto& kept = kept_->messages;
  const auto has_id = [seen](const RoomMessagePointer& message) { return message->id == seen; };
  const auto found = std::find_if(kept.rbegin(), kept.rend(), has_id);
  admit.missed_some = found == kept.rend();
  admit.missed.assign(found.base(), kept.end());
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
  if (kept_ == nullptr) kept_ = std::make_unique<Kept>();
  kept_->bytes += message->bytes();
  kept_->messages.push_back(std::move(message));
  while (kept_->messages.size() > settings_.replay_count || kept_->bytes > settings_.replay_bytes) {
    kept_->bytes -= kept_->messages.front()->bytes();
    kept_->messages.pop_front();
  }
  if (kept_->messages.empty()) kept_.reset();
}

}  // namespace saki
