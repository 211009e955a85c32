// SPDX-License-Identifier: Apache-2.0
#include "http/web_socket_reader.h"

#include <algorithm>

namespace saki::http {
namespace {

constexpr std::size_t kMostAtOnce = 256 * 1024;  // Of a long frame, so that others have their turn.
constexpr std::size_t kInflatedAtOnce = 512;     // Before it is inflated, which makes it a thousand times as long at most.

// What cannot be made smaller grows when it is deflated, by an eighth where the deflater has little memory.
constexpr std::uint64_t deflated_bound(std::uint64_t bytes) noexcept { return bytes + bytes / 8 + 64; }

}  // namespace

// --- what comes

MutableBytes WebSocketReader::room() {
  direct_ = within_frame_ && !is_deflated_ && unread_bytes() == 0 && !in_use_;
  if (direct_) return whole_.room(static_cast<std::size_t>(std::min<std::uint64_t>(left_bytes_, kMostAtOnce)));
  if (!block_) block_ = buffers_.take();
  return block_.room();
}

void WebSocketReader::grow(std::size_t count) noexcept {
  if (!direct_) return block_.grow(count);
  whole_.grow(count);
  fresh_bytes_ = count;
}

MutableBytes WebSocketReader::take(std::size_t count) noexcept {
  const MutableBytes taken = block_.bytes().subspan(consumed_, count);
  consumed_ += count;
  return taken;
}

WebSocketReader::Found WebSocketReader::break_off(CloseCode code, std::string_view reason) noexcept {
  code_ = code;
  control_ = as_bytes(reason);
  return Found::Broken;
}

// --- frames

WebSocketReader::Found WebSocketReader::read_any(Data data) {
  for (;;) {
    if (left_work_ <= 0 && fresh_bytes_ == 0) return give_way();
    if (within_frame_) {
      if (data == Data::Left) return Found::Data;
      if (const Found found = take_content(); found != Found::Message) return found;
      if (is_final_) return end_message();
      continue;
    }
    FrameHead head;
    const HeadFault fault = read_frame_head(block_.bytes().subspan(consumed_), rules_.role, rules_.inflates, head);
    if (fault == HeadFault::Incomplete) return await_more();
    if (fault != HeadFault::None) return break_off(CloseCode::ProtocolError, text_of(fault));
    left_work_ -= kWorkOfFrame;
    if (is_control(head.opcode)) return take_control(head);
    if (data == Data::Left) return Found::Data;
    if (const Found found = begin_data(head); found != Found::Nothing) return found;
  }
}

WebSocketReader::Found WebSocketReader::take_control(const FrameHead& head) noexcept {
  const auto length = static_cast<std::size_t>(head.length);
  if (unread_bytes() < head.head_bytes + length) return await_more();
  consumed_ += head.head_bytes;
  const MutableBytes content = take(length);
  if (rules_.role == WebSocketRole::Server) FrameMask(head.mask).apply(content);
  control_ = content;
  if (head.opcode == Opcode::Ping) return Found::Ping;
  return head.opcode == Opcode::Pong ? Found::Pong : take_close(content);
}

WebSocketReader::Found WebSocketReader::take_close(ByteView content) noexcept {
  code_ = CloseCode::Untold;
  if (content.empty()) return Found::Close;
  if (content.size() == 1) return break_off(CloseCode::ProtocolError, "a close has half a code");
  const auto number = std::to_integer<unsigned>(content[0]) << 8 | std::to_integer<unsigned>(content[1]);
  const auto code = static_cast<CloseCode>(number);
  if (!is_sendable(code)) return break_off(CloseCode::ProtocolError, "a close has a code that none may have");
  control_ = content.subspan(2);
  if (!is_utf8(as_text(control_))) return break_off(CloseCode::InvalidContent, "the reason of a close is not UTF-8");
  code_ = code;
  return Found::Close;
}

WebSocketReader::Found WebSocketReader::judge_data(const FrameHead& head) noexcept {
  const bool continues = head.opcode == Opcode::Continuation;
  if (continues && !within_message_) return break_off(CloseCode::ProtocolError, "there is no message to go on with");
  if (!continues && within_message_) return break_off(CloseCode::ProtocolError, "a message begins within another");
  const bool inflates = continues ? is_deflated_ : head.is_deflated;
  if (head.length > (inflates ? deflated_bound(rules_.frame_bytes) : rules_.frame_bytes))
    return break_off(CloseCode::TooLarge, "a frame is too large");
  if (!inflates && head.length > rules_.message_bytes - whole_.size()) return break_off(CloseCode::TooLarge, "a message is too large");
  return Found::Nothing;
}

// Message: it was whole in the block.
WebSocketReader::Found WebSocketReader::begin_data(const FrameHead& head) {
  if (const Found found = judge_data(head); found != Found::Nothing) [[unlikely]]
    return found;
  const bool begins = head.opcode != Opcode::Continuation;
  if (begins && head.is_final && !head.is_deflated && unread_bytes() - head.head_bytes >= head.length) return take_whole(head);
  consumed_ += head.head_bytes;
  mask_ = FrameMask(head.mask);
  left_bytes_ = head.length;
  is_final_ = head.is_final;
  within_frame_ = true;
  if (!begins) return Found::Nothing;
  within_message_ = true;
  kind_ = static_cast<MessageKind>(head.opcode);
  utf8_ = {};
  is_deflated_ = head.is_deflated;
  if (is_deflated_ && inflater_ == nullptr) inflater_ = coders_.take_inflater();
  return Found::Nothing;
}

WebSocketReader::Found WebSocketReader::take_whole(const FrameHead& head) noexcept {
  consumed_ += head.head_bytes;
  const MutableBytes content = take(static_cast<std::size_t>(head.length));
  if (rules_.role == WebSocketRole::Server) FrameMask(head.mask).apply(content);
  if (head.opcode == Opcode::Text && !is_utf8(as_text(content))) return break_off(CloseCode::InvalidContent, "text is not UTF-8");
  return deliver(static_cast<MessageKind>(head.opcode), content);
}

// --- content in pieces

// What has come of the frame's content. Message: that was all of it; Nothing: it goes on.
WebSocketReader::Found WebSocketReader::take_content() {
  Found found = Found::Nothing;
  if (const std::size_t fresh = std::exchange(fresh_bytes_, 0); fresh > 0) {
    found = note_content(fresh);
  } else if (const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_bytes_, unread_bytes())); count > 0) {
    if (is_deflated_) {
      found = inflate_some();
    } else {
      whole_.append(take(count));
      found = note_content(count);
    }
  }
  if (found == Found::Broken) return found;
  if (left_bytes_ > 0) return unread_bytes() > 0 ? give_way() : await_more();
  within_frame_ = false;
  return Found::Message;
}

// The last bytes of the whole came as they are on the wire.
WebSocketReader::Found WebSocketReader::note_content(std::size_t count) noexcept {
  left_bytes_ -= count;
  const MutableBytes piece = whole_.last(count);
  if (rules_.role == WebSocketRole::Server) mask_.apply(piece);
  const bool sound = kind_ != MessageKind::Text || utf8_.take(piece);
  return sound ? Found::Nothing : break_off(CloseCode::InvalidContent, "text is not UTF-8");
}

// Step by step, as far as this turn goes.
WebSocketReader::Found WebSocketReader::inflate_some() {
  Found found = Found::Nothing;
  while (found == Found::Nothing && left_work_ > 0 && left_bytes_ > 0 && unread_bytes() > 0) {
    const std::size_t most = std::min(unread_bytes(), kInflatedAtOnce);
    const MutableBytes piece = take(static_cast<std::size_t>(std::min<std::uint64_t>(left_bytes_, most)));
    left_bytes_ -= piece.size();
    if (rules_.role == WebSocketRole::Server) mask_.apply(piece);
    found = inflate(piece);
  }
  return found;
}

WebSocketReader::Found WebSocketReader::inflate(ByteView piece) {
  const std::size_t size_before = whole_.size();
  const auto outcome = inflater_->inflate(piece, whole_, static_cast<std::size_t>(rules_.message_bytes));
  left_work_ -= static_cast<std::int32_t>(whole_.size() - size_before);
  return judge_inflated(outcome, size_before);
}

WebSocketReader::Found WebSocketReader::give_way() noexcept {
  gave_way_ = unread_bytes() > 0;
  return Found::Nothing;
}

WebSocketReader::Found WebSocketReader::judge_inflated(MessageInflater::Outcome outcome, std::size_t size_before) noexcept {
  if (outcome == MessageInflater::Outcome::Malformed) return break_off(CloseCode::InvalidContent, "a message is not deflated");
  if (outcome == MessageInflater::Outcome::TooLarge) return break_off(CloseCode::TooLarge, "a message is too large once inflated");
  const bool sound = kind_ != MessageKind::Text || utf8_.take(whole_.bytes().subspan(size_before));
  return sound ? Found::Nothing : break_off(CloseCode::InvalidContent, "text is not UTF-8");
}

WebSocketReader::Found WebSocketReader::end_message() {
  within_message_ = false;
  if (is_deflated_) {
    const std::size_t size_before = whole_.size();
    const auto outcome = inflater_->end_message(whole_, static_cast<std::size_t>(rules_.message_bytes));
    if (const Found found = judge_inflated(outcome, size_before); found == Found::Broken) return found;
    if (!rules_.keeps_context) coders_.give_back(std::move(inflater_));
  }
  if (kind_ == MessageKind::Text && !utf8_.at_end_of_character())
    return break_off(CloseCode::InvalidContent, "text ends within a character");
  return deliver(kind_, whole_.bytes());
}

WebSocketReader::Found WebSocketReader::deliver(MessageKind kind, ByteView content) noexcept {
  in_use_ = true;
  message_ = {kind, content};
  return Found::Message;
}

}  // namespace saki::http
