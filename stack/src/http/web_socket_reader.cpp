// SPDX-License-Identifier: Apache-2.0
#include "http/web_socket_reader.h"

#include <algorithm>

namespace saki::http {
namespace {

constexpr std::size_t kInflatedAtOnce = 512;  // Before it is inflated, which makes it a thousand times as long at most.

// What cannot be made smaller grows when it is deflated, by an eighth where the deflater has little memory.
constexpr std::uint64_t deflated_bound(std::uint64_t bytes) noexcept { return bytes + bytes / 8 + 64; }

}  // namespace

// --- what comes

MutableBytes WebSocketReader::room() {
  direct_ = assembles_frame() && !assembly_->is_deflated() && unread_bytes() == 0 && !in_use_;
  if (direct_) return assembly_->room();
  if (!block_) block_ = pools_.buffers.take();
  return block_.room();
}

void WebSocketReader::grow(std::size_t count) noexcept { direct_ ? assembly_->grow(count) : block_.grow(count); }

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
    if (left_work_ <= 0 && (assembly_ == nullptr || !assembly_->has_fresh())) return give_way();
    if (assembles_frame()) {
      if (data == Data::Left) return Found::Data;
      if (const Found found = take_content(); found != Found::Message) return found;
      if (assembly_->in_last_frame()) return end_message();
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
  if (continues && !assembles()) return break_off(CloseCode::ProtocolError, "there is no message to go on with");
  if (!continues && assembles()) return break_off(CloseCode::ProtocolError, "a message begins within another");
  const bool inflates = continues ? assembly_->is_deflated() : head.is_deflated;
  const std::size_t size_before = continues ? assembly_->size() : 0;
  if (head.length > (inflates ? deflated_bound(rules_.frame_bytes) : rules_.frame_bytes))
    return break_off(CloseCode::TooLarge, "a frame is too large");
  if (!inflates && head.length > rules_.message_bytes - size_before) return break_off(CloseCode::TooLarge, "a message is too large");
  return Found::Nothing;
}

// Message: it was whole in the block.
WebSocketReader::Found WebSocketReader::begin_data(const FrameHead& head) {
  if (const Found found = judge_data(head); found != Found::Nothing) [[unlikely]]
    return found;
  const bool begins = head.opcode != Opcode::Continuation;
  if (begins && head.is_final && !head.is_deflated && unread_bytes() - head.head_bytes >= head.length) return take_whole(head);
  consumed_ += head.head_bytes;
  if (assembly_ == nullptr) assembly_ = std::make_unique<MessageAssembly>(rules_, pools_.coders);
  if (begins) assembly_->begin_message(head);
  assembly_->begin_frame(head);
  return Found::Nothing;
}

WebSocketReader::Found WebSocketReader::take_whole(const FrameHead& head) noexcept {
  consumed_ += head.head_bytes;
  const MutableBytes content = take(static_cast<std::size_t>(head.length));
  if (rules_.role == WebSocketRole::Server) FrameMask(head.mask).apply(content);
  if (head.opcode == Opcode::Text && !is_utf8(as_text(content))) return break_off(CloseCode::InvalidContent, "text is not UTF-8");
  return deliver({static_cast<MessageKind>(head.opcode), content});
}

// --- messages that are assembled

// What has come of the frame's content. Message: that was all of it; Nothing: it goes on.
WebSocketReader::Found WebSocketReader::take_content() {
  const MessageAssembly::Outcome outcome = assembly_->has_fresh()     ? assembly_->take_fresh()
                                           : assembly_->is_deflated() ? inflate_some()
                                                                      : assembly_->take(take_of_frame(unread_bytes()));
  if (outcome != MessageAssembly::Outcome::Sound) return judge(outcome);
  if (!assembly_->within_frame()) return Found::Message;
  return unread_bytes() > 0 ? give_way() : await_more();
}

// Step by step, as far as this turn goes.
MessageAssembly::Outcome WebSocketReader::inflate_some() {
  MessageAssembly::Outcome outcome;
  do {
    const std::size_t size_before = assembly_->size();
    outcome = assembly_->take(take_of_frame(kInflatedAtOnce));
    left_work_ -= static_cast<std::int32_t>(assembly_->size() - size_before);
  } while (outcome == MessageAssembly::Outcome::Sound && left_work_ > 0 && assembly_->left_bytes() > 0 && unread_bytes() > 0);
  return outcome;
}

MutableBytes WebSocketReader::take_of_frame(std::size_t most) noexcept {
  return take(static_cast<std::size_t>(std::min<std::uint64_t>(assembly_->left_bytes(), std::min(unread_bytes(), most))));
}

WebSocketReader::Found WebSocketReader::give_way() noexcept {
  gave_way_ = unread_bytes() > 0;
  return Found::Nothing;
}

WebSocketReader::Found WebSocketReader::end_message() {
  const auto outcome = assembly_->end_message();
  return outcome == MessageAssembly::Outcome::Sound ? deliver(assembly_->message()) : judge(outcome);
}

WebSocketReader::Found WebSocketReader::judge(MessageAssembly::Outcome outcome) noexcept {
  using Outcome = MessageAssembly::Outcome;
  switch (outcome) {
    case Outcome::Sound: break;
    case Outcome::NotUtf8: return break_off(CloseCode::InvalidContent, "text is not UTF-8");
    case Outcome::UnfinishedUtf8: return break_off(CloseCode::InvalidContent, "text ends within a character");
    case Outcome::NotDeflated: return break_off(CloseCode::InvalidContent, "a message is not deflated");
    case Outcome::TooLarge: return break_off(CloseCode::TooLarge, "a message is too large once inflated");
  }
  return Found::Nothing;
}

void WebSocketReader::release_assembly() noexcept {
  assembly_->release();
  if (!assembly_->keeps_context()) assembly_.reset();
}

WebSocketReader::Found WebSocketReader::deliver(const WebSocketMessage& message) noexcept {
  in_use_ = true;
  message_ = message;
  return Found::Message;
}

}  // namespace saki::http
