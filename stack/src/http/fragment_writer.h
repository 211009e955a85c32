// SPDX-License-Identifier: Apache-2.0
//
// FragmentWriter: messages that are masked or deflated on their way (RFC 6455 section 5.3, RFC 7692 section 7.2.1), in fragments that fit
// the room there is, so that no message is ever held in a second form as a whole.
#pragma once

#include <memory>

#include "http/deflate_pool.h"
#include "http/mask_source.h"
#include "http/sender_rules.h"
#include "http/web_socket_frame.h"

namespace saki::http {

class FragmentWriter {  // Affinity: loop.
 public:
  static constexpr std::size_t kLeastRoom = 1024;  // Less is waited for more.

  FragmentWriter(const SenderRules& rules, DeflatePool& coders);  // Both outlive it. Throws std::bad_alloc.
  ~FragmentWriter() { give_back_deflater(); }
  FragmentWriter(const FragmentWriter&) = delete;
  FragmentWriter& operator=(const FragmentWriter&) = delete;

  // Puts a frame as it is into `out`, but masked where this is a client; returns its size.
  std::size_t put_whole(const FrameHead& head, ByteView content, std::byte* out) noexcept;

  // Puts the next fragment of `content`, which loses what went into it, with its head into `room`. `opcode` is that of the message for the
  // first. No bytes where the deflater keeps all of it for now. Throws std::bad_alloc.
  struct Put {
    std::size_t size_bytes = 0;
    bool is_last = false;
  };
  [[nodiscard]] Put put(Opcode opcode, bool deflates, ByteView& content, MutableBytes room);

  void end_message() noexcept {
    if (!rules_.keeps_context) give_back_deflater();
  }
  void forget_context() noexcept {  // What is deflated next refers to nothing before it.
    if (deflater_ != nullptr) deflater_->restart();
  }
  [[nodiscard]] bool is_needed() const noexcept { return masks_ != nullptr || deflater_ != nullptr; }  // By the next message.

 private:
  [[nodiscard]] Put fill(bool deflates, ByteView& content, MutableBytes room, std::uint32_t mask);
  void give_back_deflater() noexcept;

  const SenderRules& rules_;
  DeflatePool& coders_;
  std::unique_ptr<MessageDeflater> deflater_;
  std::unique_ptr<MaskSource> masks_;  // A client's.
};

}  // namespace saki::http
