// SPDX-License-Identifier: Apache-2.0
//
// MessageAssembly: a message that comes in pieces, or deflated, put together in a buffer of its own (RFC 6455 section 5.4, RFC 7692
// section 6). Pieces are unmasked, inflated, and looked at for UTF-8 as they come.
//
//   begin_message(), then for each frame begin_frame() and take(), or room() and grow() and take_fresh(), until !within_frame();
//   after the last frame end_message()
#pragma once

#include <memory>

#include "http/deflate_pool.h"
#include "http/frame_mask.h"
#include "http/message_buffer.h"
#include "http/reader_rules.h"
#include "http/utf8_stream.h"
#include "http/web_socket_frame.h"

namespace saki::http {

class MessageAssembly {  // Affinity: loop.
 public:
  // Both outlive it.
  MessageAssembly(const ReaderRules& rules, DeflatePool& coders) noexcept : rules_(rules), coders_(coders) {}

  enum class Outcome : std::uint8_t { Sound, NotUtf8, UnfinishedUtf8, NotDeflated, TooLarge };

  void begin_message(const FrameHead& first);  // Throws std::bad_alloc.
  void begin_frame(const FrameHead& head) noexcept;
  [[nodiscard]] Outcome end_message();  // Throws std::bad_alloc.
  void release() noexcept { whole_.release(); }  // The message is not looked at any more.

  [[nodiscard]] bool within_message() const noexcept { return within_message_; }
  [[nodiscard]] bool within_frame() const noexcept { return within_frame_; }
  [[nodiscard]] bool in_last_frame() const noexcept { return is_final_; }
  [[nodiscard]] bool is_deflated() const noexcept { return is_deflated_; }
  [[nodiscard]] bool keeps_context() const noexcept { return inflater_ != nullptr; }
  [[nodiscard]] std::uint64_t left_bytes() const noexcept { return left_bytes_; }  // Of the frame's content.
  [[nodiscard]] std::size_t size() const noexcept { return whole_.size(); }
  [[nodiscard]] std::size_t capacity() const noexcept { return whole_.capacity(); }
  [[nodiscard]] WebSocketMessage message() const noexcept { return {kind_, whole_.bytes()}; }

  // The next bytes of the frame's content, as they are on the wire; at most left_bytes(). Throws std::bad_alloc.
  [[nodiscard]] Outcome take(MutableBytes piece);

  // The same without a copy: for content that is not deflated. Throws std::bad_alloc.
  [[nodiscard]] MutableBytes room();
  void grow(std::size_t count) noexcept;
  [[nodiscard]] bool has_fresh() const noexcept { return fresh_bytes_ > 0; }  // Came into the room, and was not taken.
  [[nodiscard]] Outcome take_fresh() noexcept;

 private:
  [[nodiscard]] Outcome note_content(std::size_t count) noexcept;
  [[nodiscard]] Outcome inflate(MutableBytes piece);
  [[nodiscard]] Outcome judge(MessageInflater::Outcome outcome, std::size_t size_before) noexcept;
  void note_left(std::size_t taken) noexcept;

  const ReaderRules& rules_;
  DeflatePool& coders_;
  MessageBuffer whole_;
  std::unique_ptr<MessageInflater> inflater_;
  std::uint64_t left_bytes_ = 0;
  std::size_t fresh_bytes_ = 0;
  FrameMask mask_;
  Utf8Stream utf8_;
  MessageKind kind_ = MessageKind::Binary;
  bool within_message_ = false;
  bool within_frame_ = false;
  bool is_final_ = false;     // The frame ends the message.
  bool is_deflated_ = false;  // The message.
};

}  // namespace saki::http
