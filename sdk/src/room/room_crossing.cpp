// SPDX-License-Identifier: Apache-2.0
#include "room/room_crossing.h"

#include <optional>
#include <tuple>
#include <utility>

#include "room/room_hub.h"
#include "saki/random.h"

namespace saki {

RoomCrossing::RoomCrossing(RoomHub& hub, RoomBridge& bridge, Loop& loop)
    : hub_(hub),
      process_(random_bytes<std::tuple_size_v<RoomLetter::Process>>()),
      line_(bridge.open_line(loop, *this, hub.settings().backlog_bytes)) {}

void RoomCrossing::send(room_order::Post post) {
  if (away_bytes_ > 0 && away_bytes_ + post.bytes() > hub_.settings().backlog_bytes) return hub_.note_lost();
  RoomLetter letter;
  letter.process = process_;
  letter.number = ++number_;
  letter.post = std::move(post);
  if (!line_->publish(number_, write_letter(letter))) return let_in(std::move(letter.post));
  away_bytes_ += letter.post.bytes();
  away_.emplace(number_, std::move(letter.post));
}

// What is one's own and not away any more was let in before.
void RoomCrossing::on_message(std::string_view bytes) {
  std::optional<RoomLetter> letter = read_letter(bytes);
  if (!letter) return;
  if (letter->process == process_) return on_unheard(letter->number);
  letter->post.from = 0;  // Seats are numbered by each process for itself.
  let_in(std::move(letter->post));
}

void RoomCrossing::on_unheard(std::uint64_t number) {
  auto post = away_.extract(number);
  if (post.empty()) return;
  away_bytes_ -= post.mapped().bytes();
  let_in(std::move(post.mapped()));
}

void RoomCrossing::on_gap() {
  while (!away_.empty()) on_unheard(away_.begin()->first);
}

void RoomCrossing::let_in(room_order::Post post) {
  post.came_in = true;
  const std::size_t bytes = post.bytes();
  RoomDesk& home = hub_.home_of(post.room);
  static_cast<void>(home.put_message(std::move(post), bytes));
}

}  // namespace saki
