// SPDX-License-Identifier: Apache-2.0
//
// WebSocketReader: what has come over a WebSocket, as messages and control frames (RFC 6455 sections 5 and 8.1, RFC 7692 section 6).
//
//   | consumed: a message in use | unread | room |        a block, while there is something in it
//
// A message that lies whole in the block is unmasked and handed out where it lies. One that comes in pieces, or deflated, is assembled, and
// the rest of a long frame comes directly to where it is. Knows no sockets.
//
// So that others have their turn it looks at so many frames at once, and inflates so much: few bytes can be thousands of messages, or one
// of many megabytes.
#pragma once

#include <memory>

#include "http/message_assembly.h"
#include "http/socket_pools.h"
#include "saki/base/utf8.h"
#include "saki/http/close_code.h"

namespace saki::http {

class WebSocketReader {  // Affinity: loop.
 public:
  // The pools outlive the reader.
  WebSocketReader(const ReaderRules& rules, SocketPools& pools) noexcept : rules_(rules), pools_(pools) {}
  WebSocketReader(const WebSocketReader&) = delete;
  WebSocketReader& operator=(const WebSocketReader&) = delete;

  // --- what comes

  void begin_with(Buffer unread) noexcept { block_ = std::move(unread); }
  [[nodiscard]] MutableBytes room();  // For the next bytes; empty while a message in use takes all of it. Throws std::bad_alloc.
  void grow(std::size_t count) noexcept;

  // --- what it is

  enum class Data : std::uint8_t { Wanted, Left };
  enum class Found : std::uint8_t {
    Nothing,  // More has to come.
    Message,
    Ping,
    Pong,
    Close,
    Data,  // A message begins, or goes on, that is not wanted.
    Broken,  // For good: code() and reason() tell why.
  };
  [[nodiscard]] Found read(Data data) {  // Throws std::bad_alloc.
    if (is_worked_off()) [[likely]]
      return await_more();
    return data == Data::Wanted && left_work_ > 0 && take_usual() ? Found::Message : read_any(data);
  }

  // Whether nothing is here that read() could find; makes room then.
  [[nodiscard]] bool awaits_more() noexcept {
    if (!is_worked_off()) return false;
    static_cast<void>(await_more());
    return true;
  }

  // Whether it told Nothing though more is here: until the next begin_turn() it wants nothing more.
  [[nodiscard]] bool gave_way() const noexcept { return gave_way_; }
  bool begin_turn() noexcept {  // Whether it gave way in the one before.
    left_work_ = kWorkOfTurn;
    return std::exchange(gave_way_, false);
  }

  [[nodiscard]] const WebSocketMessage& message() const noexcept { return message_; }
  [[nodiscard]] ByteView control() const noexcept { return control_; }  // Of a ping or a pong; until the next room().
  [[nodiscard]] CloseCode code() const noexcept { return code_; }  // Of a close, or of what broke.
  [[nodiscard]] std::string_view reason() const noexcept { return as_text(control_); }

  void release_message() noexcept {  // It is not looked at any more.
    if (std::exchange(in_use_, false) && assembly_ != nullptr) release_assembly();
  }
  [[nodiscard]] bool message_in_use() const noexcept { return in_use_; }
  [[nodiscard]] bool is_text_in_use(ByteView content) const noexcept {  // Which was looked at.
    return in_use_ && message_.kind == MessageKind::Text && content.data() == message_.content.data() &&
           content.size() == message_.content.size();
  }

  // Gives the block back where nothing is in it.
  void rest() noexcept {
    if (in_use_ || unread_bytes() > 0) return;
    block_.release();
    consumed_ = 0;
  }
  [[nodiscard]] bool within_frame() const noexcept { return assembles_frame() || unread_bytes() > 0; }
  [[nodiscard]] std::size_t held_bytes() const noexcept { return block_.capacity() + (assembly_ != nullptr ? assembly_->capacity() : 0); }

 private:
  static constexpr std::int32_t kWorkOfTurn = 256 * 1024;  // In bytes that are inflated,
  static constexpr std::int32_t kWorkOfFrame = 256;  // besides which each frame counts for so many.

  [[nodiscard]] std::size_t unread_bytes() const noexcept { return block_.size() - consumed_; }
  [[nodiscard]] MutableBytes take(std::size_t count) noexcept;
  [[nodiscard]] Found break_off(CloseCode code, std::string_view reason) noexcept;
  [[nodiscard]] bool assembles() const noexcept { return assembly_ != nullptr && assembly_->within_message(); }
  [[nodiscard]] bool assembles_frame() const noexcept { return assembly_ != nullptr && assembly_->within_frame(); }
  [[nodiscard]] bool is_worked_off() const noexcept { return unread_bytes() == 0 && !assembles_frame(); }
  // A message in use stays where it is; else what is unread moves to the front, so that there is room.
  [[nodiscard]] Found await_more() noexcept {
    if (!in_use_ && consumed_ > 0) discard_consumed();
    return Found::Nothing;
  }
  void discard_consumed() noexcept {
    const std::size_t consumed = std::exchange(consumed_, 0);
    consumed == block_.size() ? block_.clear() : block_.discard_front(consumed);
  }
  [[nodiscard, gnu::always_inline]] inline bool take_usual() noexcept;
  [[nodiscard]] Found read_any(Data data);
  [[nodiscard]] Found take_control(const FrameHead& head) noexcept;
  [[nodiscard]] Found take_close(ByteView content) noexcept;
  [[nodiscard]] Found begin_data(const FrameHead& head);
  [[nodiscard]] Found judge_data(const FrameHead& head) noexcept;
  [[nodiscard]] Found take_whole(const FrameHead& head) noexcept;
  [[nodiscard]] Found take_content();
  [[nodiscard]] MutableBytes take_of_frame(std::size_t most) noexcept;
  [[nodiscard]] MessageAssembly::Outcome inflate_some();
  [[nodiscard]] Found give_way() noexcept;
  [[nodiscard]] Found end_message();
  [[nodiscard]] Found judge(MessageAssembly::Outcome outcome) noexcept;
  [[nodiscard]] Found deliver(const WebSocketMessage& message) noexcept;
  void release_assembly() noexcept;

  const ReaderRules rules_;
  SocketPools& pools_;
  Buffer block_;
  std::size_t consumed_ = 0;
  std::unique_ptr<MessageAssembly> assembly_;  // While a message needs one, or its context is kept for the next.
  WebSocketMessage message_;
  ByteView control_;
  std::int32_t left_work_ = kWorkOfTurn;
  CloseCode code_ = CloseCode::Abnormal;
  bool direct_ = false;  // The room handed out is that of the assembly.
  bool in_use_ = false;
  bool gave_way_ = false;
};

// Nearly every message: whole in one short frame, and here. Of others nothing is touched.
inline bool WebSocketReader::take_usual() noexcept {
  constexpr std::size_t kHeadBytes = 6;
  const std::size_t unread = unread_bytes();
  if (unread < kHeadBytes || rules_.role != WebSocketRole::Server || assembles()) return false;
  std::byte* const frame = block_.bytes().data() + consumed_;
  const auto first = std::to_integer<unsigned>(frame[0]);
  const auto second = std::to_integer<unsigned>(frame[1]);
  const bool is_text = first == 0x81;
  if ((!is_text && first != 0x82) || second < 0x80) return false;
  const std::size_t length = second & 0x7F;
  if (length > kMostControlBytes || length > rules_.message_bytes || unread < kHeadBytes + length) return false;
  std::uint32_t mask;
  std::memcpy(&mask, frame + 2, sizeof mask);
  const MutableBytes content(frame + kHeadBytes, length);
  if (!FrameMask(mask).apply(content) && is_text && !is_utf8(as_text(content))) {
    FrameMask(mask).apply(content);  // As it was: the slower way tells what is wrong.
    return false;
  }
  left_work_ -= kWorkOfFrame;
  consumed_ += kHeadBytes + length;
  in_use_ = true;
  message_ = {is_text ? MessageKind::Text : MessageKind::Binary, content};
  return true;
}

}  // namespace saki::http
