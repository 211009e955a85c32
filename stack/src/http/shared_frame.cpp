// SPDX-License-Identifier: Apache-2.0
#include "saki/http/shared_frame.h"

#include <atomic>
#include <cstring>
#include <memory>
#include <vector>

#include "http/message_deflater.h"
#include "http/web_socket_frame.h"

namespace saki::http {
namespace {

constexpr unsigned kWindowBits = 15;
constexpr int kLevel = 6;  // Once for many: worth more effort than a message for one.

std::vector<std::byte> framed(const FrameHead& head, ByteView content) {
  std::vector<std::byte> frame(frame_head_bytes(content.size()) + content.size());
  FrameHead with_length = head;
  with_length.length = content.size();
  const std::size_t head_bytes = write_frame_head(with_length, nullptr, frame.data());
  if (!content.empty()) std::memcpy(frame.data() + head_bytes, content.data(), content.size());
  return frame;
}

FrameHead head_of(MessageKind kind) noexcept {
  FrameHead head;
  head.opcode = opcode_of(kind);
  head.is_final = true;
  return head;
}

// Empty where it would be no shorter.
std::vector<std::byte> deflated_frame(MessageKind kind, ByteView content) {
  constexpr std::size_t kLeastRoom = 32;
  MessageDeflater deflater(kWindowBits, kLevel);
  std::vector<std::byte> deflated(content.size() + kLeastRoom);
  std::size_t size = 0;
  do {
    const MutableBytes room = MutableBytes(deflated).subspan(size);
    if (room.size() < kLeastRoom) return {};
    size += deflater.deflate(content, room);
  } while (!deflater.is_whole());
  deflated.resize(size);
  FrameHead head = head_of(kind);
  head.is_deflated = true;
  return framed(head, deflated);
}

}  // namespace

struct SharedFrame::Body {
  std::atomic<std::size_t> count{1};
  std::vector<std::byte> plain;
  std::vector<std::byte> deflated;
  std::size_t head_bytes = 0;
};

SharedFrame::SharedFrame(MessageKind kind, ByteView content, Forms forms) {
  auto body = std::make_unique<Body>();
  body->plain = framed(head_of(kind), content);
  body->head_bytes = frame_head_bytes(content.size());
  if (forms == Forms::PlainAndDeflated) body->deflated = deflated_frame(kind, content);
  if (body->deflated.size() >= body->plain.size()) body->deflated = {};
  body_ = body.release();
}

SharedFrame::SharedFrame(const SharedFrame& other) noexcept : body_(other.body_) {
  if (body_ != nullptr) body_->count.fetch_add(1, std::memory_order_relaxed);
}

SharedFrame::~SharedFrame() {
  if (body_ != nullptr && body_->count.fetch_sub(1, std::memory_order_acq_rel) == 1) delete body_;
}

MessageKind SharedFrame::kind() const noexcept {
  return static_cast<MessageKind>(std::to_integer<std::uint8_t>(body_->plain.front()) & 0x0FU);
}
ByteView SharedFrame::content() const noexcept { return ByteView(body_->plain).subspan(body_->head_bytes); }
ByteView SharedFrame::plain() const noexcept { return body_->plain; }
ByteView SharedFrame::deflated() const noexcept { return body_->deflated; }

}  // namespace saki::http
