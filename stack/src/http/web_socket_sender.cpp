// SPDX-License-Identifier: Apache-2.0
#include "http/web_socket_sender.h"

#include <array>

#include "http/frame_mask.h"

namespace saki::http {
namespace {

constexpr std::size_t kMaskBytes = sizeof(std::uint32_t);
constexpr std::size_t kLeastFragmentRoom = 1024;  // Less is waited for more.
constexpr unsigned kMostRounds = 64;              // Writes in a row, so that others have their turn.
constexpr unsigned kMostFragments = 4;            // Made in a row; likewise.

FrameHead head_of(Opcode opcode, std::size_t length) noexcept {
  FrameHead head;
  head.opcode = opcode;
  head.is_final = true;
  head.length = length;
  return head;
}

}  // namespace

struct WebSocketSender::ControlFrame {
  std::array<std::byte, kMostControlBytes> content;
  std::size_t size = 0;

  void set(ByteView bytes) noexcept {
    size = bytes.size();
    std::ranges::copy(bytes, content.begin());
  }
  [[nodiscard]] ByteView bytes() const noexcept { return {content.data(), size}; }
};

WebSocketSender::WebSocketSender(const SenderRules& rules, FrameQueue queue, BufferPool& buffers, DeflatePool& coders)
    : rules_(rules), buffers_(buffers), coders_(coders), queue_(std::move(queue)) {
  if (rules.role == WebSocketRole::Client) masks_ = std::make_unique<MaskSource>();
}

WebSocketSender::~WebSocketSender() { give_back_deflater(); }

// --- what is to be sent

bool WebSocketSender::add(WebSocket::Send& send) {
  if (!busy()) return place(send.kind_, send.content_, &send);
  senders_.push_back(send);
  return false;
}

FrameQueue::Outcome WebSocketSender::add(const SharedFrame& frame) {
  if (busy()) return queue_.push(frame);
  static_cast<void>(place(frame));
  return FrameQueue::Outcome::Taken;
}

void WebSocketSender::add_control(Opcode opcode, ByteView content) {
  if (pong_ == nullptr && put_frame(head_of(opcode, content.size()), content)) return;
  if (opcode != Opcode::Pong) return;  // Another ping would ask for nothing new.
  if (pong_ == nullptr) pong_ = std::make_unique<ControlFrame>();
  pong_->set(content);
}

void WebSocketSender::add_close(ByteView content) {
  close_ = std::make_unique<ControlFrame>();
  close_->set(content);
  closed_ = true;
}

void WebSocketSender::drop_waiting(Error error) noexcept {
  queue_.clear();
  while (!senders_.empty()) end(senders_.pop_front(), fail(error));
  const bool is_half_sent = current_.form == Current::Form::Direct && current_.begun;
  if (current_.form != Current::Form::None && !is_half_sent) end_current(fail(error));
}

void WebSocketSender::drop_all(Error error) noexcept {
  drop_waiting(error);
  if (current_.form != Current::Form::None) end_current(fail(error));
  pong_.reset();
  close_.reset();
  output_.release();
}

bool WebSocketSender::withdraw(WebSocket::Send& send) noexcept {
  send.unlink();
  if (current_.send != &send) return true;
  current_.send = nullptr;
  if (current_.begun) return false;
  end_current({});
  return true;
}

std::size_t WebSocketSender::pending_bytes() const noexcept { return output_.size() + current_.content.size() + queue_.bytes(); }

// --- putting it into the output

// False where it does not fit.
bool WebSocketSender::put_frame(const FrameHead& head, ByteView content) {
  std::byte* const out = reserve(kMostFrameHeadBytes + content.size());
  if (out == nullptr) return false;
  if (rules_.role == WebSocketRole::Client) [[unlikely]] {
    const std::uint32_t mask = next_mask();
    const std::size_t head_bytes = write_frame_head(head, &mask, out);
    FrameMask(mask).apply(content.data(), out + head_bytes, content.size());
    output_.grow(head_bytes + content.size());
    return true;
  }
  const std::size_t head_bytes = write_frame_head(head, nullptr, out);
  if (!content.empty()) std::memcpy(out + head_bytes, content.data(), content.size());
  output_.grow(head_bytes + content.size());
  return true;
}

// Whether all of it is in the output; else it is the current one, and begins as soon as it can.
bool WebSocketSender::place(MessageKind kind, ByteView content, WebSocket::Send* send) {
  const bool fragments = transforms(content.size());
  if (!fragments && put_frame(head_of(opcode_of(kind), content.size()), content)) [[likely]]
    return true;
  if (fragments) return place_fragments(kind, content, send);
  current_.form = Current::Form::Direct;
  current_.content = content;
  current_.send = send;
  current_.head_at = 0;
  current_.head_bytes = static_cast<std::uint8_t>(write_frame_head(head_of(opcode_of(kind), content.size()), nullptr, current_.head));
  return false;
}

bool WebSocketSender::place(const SharedFrame& frame) {
  if (rules_.role == WebSocketRole::Client) {
    const bool placed = place_fragments(frame.kind(), frame.content(), nullptr);
    if (!placed) current_.frame = frame;
    return placed;
  }
  const ByteView bytes = form_of(frame);
  std::byte* const out = output_.size() > 0 ? reserve(bytes.size()) : nullptr;  // Where nothing is before it, it leaves from where it lies.
  if (out != nullptr) {
    std::memcpy(out, bytes.data(), bytes.size());
    output_.grow(bytes.size());
    return true;
  }
  current_.form = Current::Form::Direct;
  current_.content = bytes;
  current_.frame = frame;
  current_.head_at = current_.head_bytes = 0;
  return false;
}

// A deflated one was made without a context. What the socket deflates next must not refer to what the peer has no longer at that place.
ByteView WebSocketSender::form_of(const SharedFrame& frame) noexcept {
  constexpr std::uint8_t kSharedWindowBits = 15;
  if (!rules_.deflates || rules_.window_bits < kSharedWindowBits || frame.deflated().empty()) return frame.plain();
  if (deflater_ != nullptr) deflater_->restart();
  return frame.deflated();
}

bool WebSocketSender::place_fragments(MessageKind kind, ByteView content, WebSocket::Send* send) {
  current_.form = Current::Form::Fragments;
  current_.kind = kind;
  current_.content = content;
  current_.send = send;
  current_.deflates = rules_.deflates && content.size() >= rules_.least_bytes;
  static_cast<void>(put_fragments());
  return current_.form == Current::Form::None;
}

bool WebSocketSender::put_fragments() {
  for (unsigned step = 0; current_.form == Current::Form::Fragments && put_fragment();) {
    if (++step == kMostFragments) return false;
  }
  return true;
}

// A fragment as long as there is room for; false where there is too little.
bool WebSocketSender::put_fragment() {
  const bool masks = rules_.role == WebSocketRole::Client;
  std::byte* const out = reserve(kLeastFragmentRoom);
  if (out == nullptr) return false;
  const std::uint32_t mask = masks ? next_mask() : 0;
  const std::size_t most_head_bytes = 4 + (masks ? kMaskBytes : 0);
  const MutableBytes room = output_.room().subspan(most_head_bytes);
  FrameHead head = head_of(current_.begun ? Opcode::Continuation : opcode_of(current_.kind), 0);
  head.is_deflated = current_.deflates && !current_.begun;
  head.length = fill_fragment(room, mask, head.is_final);
  if (head.length == 0 && !head.is_final) return true;
  current_.begun = true;
  const std::size_t head_bytes = write_frame_head(head, masks ? &mask : nullptr, out);
  if (head_bytes < most_head_bytes) std::memmove(out + head_bytes, room.data(), static_cast<std::size_t>(head.length));
  output_.grow(head_bytes + static_cast<std::size_t>(head.length));
  if (head.is_final) end_current({});
  return true;
}

std::size_t WebSocketSender::fill_fragment(MutableBytes room, std::uint32_t mask, bool& is_last) {
  constexpr std::size_t kMost = 0xFFFF;  // For a head of four bytes.
  room = room.first(std::min(room.size(), kMost));
  std::size_t size;
  if (current_.deflates) {
    size = deflater().deflate(current_.content, room);
    is_last = deflater_->is_whole();
    if (rules_.role == WebSocketRole::Client) FrameMask(mask).apply(room.first(size));
    return size;
  }
  size = std::min(room.size(), current_.content.size());
  FrameMask(mask).apply(current_.content.data(), room.data(), size);
  current_.content = current_.content.subspan(size);
  is_last = current_.content.empty();
  return size;
}

MessageDeflater& WebSocketSender::deflater() {
  if (deflater_ == nullptr) deflater_ = coders_.take_deflater(rules_.window_bits, rules_.level);
  return *deflater_;
}

void WebSocketSender::give_back_deflater() noexcept {
  if (deflater_ != nullptr) coders_.give_back(std::move(deflater_), rules_.window_bits, rules_.level);
}

std::uint32_t WebSocketSender::next_mask() { return masks_->next(); }

// Queue and senders have turns. False where none is next, or the one that is waits for room.
bool WebSocketSender::take_next() {
  const bool takes_sender = !senders_.empty() && (sender_is_next_ || queue_.empty());
  if (!takes_sender && queue_.empty()) return false;
  sender_is_next_ = !takes_sender;
  if (!takes_sender) return place(queue_.pop());
  WebSocket::Send& send = senders_.pop_front();
  if (!place(send.kind_, send.content_, &send)) return false;
  if (!send.ended_) end(send, {});
  return true;
}

void WebSocketSender::put_owed() {
  if (pong_ != nullptr && put_frame(head_of(Opcode::Pong, pong_->size), pong_->bytes())) pong_.reset();
  if (close_ != nullptr && !busy() && put_frame(head_of(Opcode::Close, close_->size), close_->bytes())) close_.reset();
}

bool WebSocketSender::fill() {
  const bool goes_on = put_fragments();
  while (current_.form == Current::Form::None && take_next()) {
  }
  put_owed();
  return goes_on;
}

// --- sending it

WebSocketSender::Sent WebSocketSender::send(int socket, Transport* transport) {
  for (unsigned round = 0; round < kMostRounds; ++round) {
    const bool is_plain = !busy() && pong_ == nullptr && close_ == nullptr;
    const bool goes_on = is_plain || fill();
    if (!pending()) return Sent::All;
    std::size_t asked_bytes = 0;
    const IoCount count = write(socket, transport, asked_bytes);
    if (count < 0 && count != -EAGAIN) return Sent::Failed;
    if (count > 0) note_written(static_cast<std::size_t>(count));
    if (count < static_cast<IoCount>(asked_bytes) || !goes_on) return Sent::Some;
    if (is_plain) [[likely]]
      return Sent::All;
  }
  return pending() ? Sent::Some : Sent::All;
}

// What has begun goes on; then the output; then what begins.
IoCount WebSocketSender::write(int socket, Transport* transport, std::size_t& asked_bytes) noexcept {
  if (current_.form != Current::Form::Direct && transport == nullptr) [[likely]] {
    asked_bytes = output_.size();
    return write_socket(socket, output_.bytes());
  }
  std::array<ByteView, 3> pieces{output_.bytes(), {}, {}};
  if (current_.form == Current::Form::Direct) {
    pieces[1] = {current_.head + current_.head_at, static_cast<std::size_t>(current_.head_bytes - current_.head_at)};
    pieces[2] = current_.content;
    if (current_.begun) std::ranges::rotate(pieces, pieces.begin() + 1);
  }
  std::array<iovec, 3> vectors;
  std::size_t vector_count = 0;
  for (const ByteView piece : pieces) {
    asked_bytes += piece.size();
    if (!piece.empty()) vectors[vector_count++] = {const_cast<std::byte*>(piece.data()), piece.size()};  // Only read.
  }
  const std::span<const iovec> gathered(vectors.data(), vector_count);
  return SocketIo{socket, transport}.write(gathered);
}

// The output goes behind a frame that has begun, and before one that has not.
void WebSocketSender::note_written_around(std::size_t count) noexcept {
  if (current_.begun) note_current_written(count);
  note_output_written(count);
  if (count > 0) note_current_written(count);
}

void WebSocketSender::note_current_written(std::size_t& count) noexcept {
  if (count == 0) return;
  current_.begun = true;
  const std::size_t of_head = std::min<std::size_t>(count, current_.head_bytes - current_.head_at);
  current_.head_at = static_cast<std::uint8_t>(current_.head_at + of_head);
  count -= of_head;
  const std::size_t of_content = std::min(count, current_.content.size());
  current_.content = current_.content.subspan(of_content);
  count -= of_content;
  if (current_.content.empty() && current_.head_at == current_.head_bytes) end_current({});
}

void WebSocketSender::end_current(const Result<>& outcome) noexcept {
  WebSocket::Send* const send = current_.send;
  if (current_.deflates && !rules_.keeps_context) give_back_deflater();
  current_.form = Current::Form::None;
  current_.begun = current_.deflates = false;
  current_.content = {};
  current_.frame = {};
  current_.send = nullptr;
  if (send != nullptr) end(*send, outcome);
}

void WebSocketSender::end(WebSocket::Send& send, const Result<>& outcome) noexcept {
  if (!outcome) send.failure_ = Error::Closed;
  send.ended_ = true;
  ended_.push_back(send);
}

void WebSocketSender::rest() noexcept {
  if (output_.size() == 0) output_.release();
}

}  // namespace saki::http
