// SPDX-License-Identifier: Apache-2.0
#include "http/message_assembly.h"

#include <algorithm>

namespace saki::http {

void MessageAssembly::begin_message(const FrameHead& first) {
  if (first.is_deflated && inflater_ == nullptr) inflater_ = coders_.take_inflater();
  within_message_ = true;
  kind_ = static_cast<MessageKind>(first.opcode);
  is_deflated_ = first.is_deflated;
  utf8_ = {};
}

void MessageAssembly::begin_frame(const FrameHead& head) noexcept {
  within_frame_ = true;
  is_final_ = head.is_final;
  left_bytes_ = head.length;
  mask_ = FrameMask(head.mask);
}

void MessageAssembly::note_left(std::size_t taken) noexcept {
  left_bytes_ -= taken;
  within_frame_ = left_bytes_ > 0;
}

MessageAssembly::Outcome MessageAssembly::end_message() {
  within_message_ = false;
  if (is_deflated_) {
    const std::size_t size_before = whole_.size();
    const auto ended = inflater_->end_message(whole_, static_cast<std::size_t>(rules_.message_bytes));
    if (const Outcome outcome = judge(ended, size_before); outcome != Outcome::Sound) return outcome;
    if (!rules_.keeps_context) coders_.give_back(std::move(inflater_));
  }
  return kind_ == MessageKind::Text && !utf8_.at_end_of_character() ? Outcome::UnfinishedUtf8 : Outcome::Sound;
}

MessageAssembly::Outcome MessageAssembly::take(MutableBytes piece) {
  if (is_deflated_ && !piece.empty()) return inflate(piece);
  whole_.append(piece);
  return note_content(piece.size());
}

MutableBytes MessageAssembly::room() {
  constexpr std::size_t kMostAtOnce = 256 * 1024;  // So that others have their turn.
  return whole_.room(static_cast<std::size_t>(std::min<std::uint64_t>(left_bytes_, kMostAtOnce)));
}

void MessageAssembly::grow(std::size_t count) noexcept {
  whole_.grow(count);
  fresh_bytes_ = count;
}

MessageAssembly::Outcome MessageAssembly::take_fresh() noexcept { return note_content(std::exchange(fresh_bytes_, 0)); }

// The last bytes of the whole came as they are on the wire. A frame without content ends here as well.
MessageAssembly::Outcome MessageAssembly::note_content(std::size_t count) noexcept {
  note_left(count);
  const MutableBytes piece = whole_.last(count);
  if (rules_.role == WebSocketRole::Server) mask_.apply(piece);
  return kind_ != MessageKind::Text || utf8_.take(piece) ? Outcome::Sound : Outcome::NotUtf8;
}

MessageAssembly::Outcome MessageAssembly::inflate(MutableBytes piece) {
  note_left(piece.size());
  if (rules_.role == WebSocketRole::Server) mask_.apply(piece);
  const std::size_t size_before = whole_.size();
  return judge(inflater_->inflate(piece, whole_, static_cast<std::size_t>(rules_.message_bytes)), size_before);
}

MessageAssembly::Outcome MessageAssembly::judge(MessageInflater::Outcome outcome, std::size_t size_before) noexcept {
  if (outcome == MessageInflater::Outcome::Malformed) return Outcome::NotDeflated;
  if (outcome == MessageInflater::Outcome::TooLarge) return Outcome::TooLarge;
  return kind_ != MessageKind::Text || utf8_.take(whole_.bytes().subspan(size_before)) ? Outcome::Sound : Outcome::NotUtf8;
}

}  // namespace saki::http
