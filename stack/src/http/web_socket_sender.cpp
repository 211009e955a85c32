// SPDX-License-Identifier: Apache-2.0
#include "http/web_socket_sender.h"

#include <array>
#include <span>

namespace saki::http {
namespace {

using Form = SendingBacklog::Current::Form;

constexpr unsigned kMostRounds = 64;    // Writes in a row, so that others have their turn.
constexpr unsigned kMostFragments = 4;  // Made in a row; likewise.

FrameHead head_of(Opcode opcode, std::size_t length) noexcept {
  FrameHead head;
  head.opcode = opcode;
  head.is_final = true;
  head.length = length;
  return head;
}

}  // namespace

SendingBacklog& WebSocketSender::backlog() {
  if (backlog_ == nullptr) backlog_ = std::make_unique<SendingBacklog>(rules_);
  return *backlog_;
}

void WebSocketSender::release_backlog() noexcept {
  if (backlog_->is_over()) backlog_.reset();
}

FragmentWriter& WebSocketSender::fragments() {
  if (fragments_ == nullptr) fragments_ = std::make_unique<FragmentWriter>(rules_, pools_.coders);
  return *fragments_;
}

// --- what is to be sent

bool WebSocketSender::add(WebSocket::Send& send) {
  if (!busy()) return place(send.kind_, send.content_, &send);
  backlog_->senders.push_back(send);
  return false;
}

FrameQueue::Outcome WebSocketSender::add(const SharedFrame& frame) {
  if (busy()) return backlog_->queue.push(frame);
  static_cast<void>(place(frame));
  return FrameQueue::Outcome::Taken;
}

void WebSocketSender::add_control(Opcode opcode, ByteView content) {
  const bool pong_waits = backlog_ != nullptr && backlog_->pong != nullptr;
  if (!pong_waits && put_frame(head_of(opcode, content.size()), content)) return;
  if (opcode != Opcode::Pong) return;  // Another ping would ask for nothing new.
  SendingBacklog::put(backlog().pong, content);
}

void WebSocketSender::add_close(ByteView content) {
  SendingBacklog::put(backlog().close, content);
  closed_ = true;
}

void WebSocketSender::drop_waiting(Error error) noexcept {
  if (backlog_ == nullptr) return;
  backlog_->queue.clear();
  while (!backlog_->senders.empty()) backlog_->end(backlog_->senders.pop_front(), fail(error));
  const bool is_half_sent = backlog_->current.is_direct() && backlog_->current.begun;
  if (backlog_->current.form != Form::None && !is_half_sent) end_current(fail(error));
}

void WebSocketSender::drop_all(Error error) noexcept {
  output_.release();
  if (backlog_ == nullptr) return;
  drop_waiting(error);
  if (backlog_->current.form != Form::None) end_current(fail(error));
  backlog_->pong.reset();
  backlog_->close.reset();
}

bool WebSocketSender::withdraw(WebSocket::Send& send) noexcept {
  send.unlink();
  if (backlog_ == nullptr || backlog_->current.send != &send) return true;
  backlog_->current.send = nullptr;
  if (backlog_->current.begun) return false;
  end_current({});
  return true;
}

WebSocket::Send* WebSocketSender::take_ended() noexcept {
  return backlog_ == nullptr || backlog_->ended.empty() ? nullptr : &backlog_->ended.pop_front();
}

std::size_t WebSocketSender::pending_bytes() const noexcept { return output_.size() + (backlog_ != nullptr ? backlog_->bytes() : 0); }

// --- putting it into the output

// False where it does not fit.
bool WebSocketSender::put_frame(const FrameHead& head, ByteView content) {
  std::byte* const out = reserve(kMostFrameHeadBytes + content.size());
  if (out == nullptr) return false;
  if (rules_.masks()) [[unlikely]] {
    output_.grow(fragments().put_whole(head, content, out));
    return true;
  }
  const std::size_t head_bytes = write_frame_head(head, nullptr, out);
  if (!content.empty()) std::memcpy(out + head_bytes, content.data(), content.size());
  output_.grow(head_bytes + content.size());
  return true;
}

// Whether all of it is in the output; else it is the current one, and begins as soon as it can.
bool WebSocketSender::place(MessageKind kind, ByteView content, WebSocket::Send* send) {
  if (in_fragments(content.size())) return place_fragments(kind, content, send);
  const FrameHead head = head_of(opcode_of(kind), content.size());
  if (put_frame(head, content)) [[likely]]
    return true;
  SendingBacklog::Current& current = backlog().current;
  current.form = Form::Direct;
  current.content = content;
  current.send = send;
  current.head_bytes = static_cast<std::uint8_t>(write_frame_head(head, nullptr, current.head.data()));
  return false;
}

bool WebSocketSender::place(const SharedFrame& frame) {
  if (rules_.masks()) return place_fragments(frame.kind(), frame.content(), nullptr, frame);
  const ByteView bytes = form_of(frame);
  std::byte* const out = output_.size() > 0 ? reserve(bytes.size()) : nullptr;  // Where nothing is before it, it leaves from where it lies.
  if (out != nullptr) {
    std::memcpy(out, bytes.data(), bytes.size());
    output_.grow(bytes.size());
    return true;
  }
  SendingBacklog::Current& current = backlog().current;
  current.form = Form::Direct;
  current.content = bytes;
  current.frame = frame;
  return false;
}

// A deflated one was made without a context. What the socket deflates next must not refer to what the peer has no longer at that place.
ByteView WebSocketSender::form_of(const SharedFrame& frame) noexcept {
  constexpr std::uint8_t kSharedWindowBits = 15;
  if (!rules_.deflates || rules_.window_bits < kSharedWindowBits || frame.deflated().empty()) return frame.plain();
  if (fragments_ != nullptr) fragments_->forget_context();
  return frame.deflated();
}

bool WebSocketSender::place_fragments(MessageKind kind, ByteView content, WebSocket::Send* send, const SharedFrame& frame) {
  SendingBacklog::Current& current = backlog().current;
  current.form = Form::Fragments;
  current.kind = kind;
  current.deflates = rules_.deflates_message(content.size());
  current.content = content;
  current.frame = frame;
  current.send = send;
  static_cast<void>(put_fragments());
  return current.form == Form::None;
}

bool WebSocketSender::put_fragments() {
  for (unsigned step = 0; backlog_->current.form == Form::Fragments && put_fragment();) {
    if (++step == kMostFragments) return false;
  }
  return true;
}

// A fragment as long as there is room for; false where there is too little.
bool WebSocketSender::put_fragment() {
  if (reserve(FragmentWriter::kLeastRoom) == nullptr) return false;
  SendingBacklog::Current& current = backlog_->current;
  const Opcode opcode = current.begun ? Opcode::Continuation : opcode_of(current.kind);
  const FragmentWriter::Put put = fragments().put(opcode, current.deflates, current.content, output_.room());
  output_.grow(put.size_bytes);
  current.begun |= put.size_bytes > 0;
  if (put.is_last) end_current({});
  return true;
}

// Queue and senders have turns. False where none is next, or the one that is waits for room.
bool WebSocketSender::take_next() {
  const bool takes_sender = !backlog_->senders.empty() && (backlog_->sender_is_next || backlog_->queue.empty());
  if (!takes_sender && backlog_->queue.empty()) return false;
  backlog_->sender_is_next = !takes_sender;
  if (!takes_sender) return place(backlog_->queue.pop());
  WebSocket::Send& send = backlog_->senders.pop_front();
  if (!place(send.kind_, send.content_, &send)) return false;
  if (!send.ended_) backlog_->end(send, {});
  return true;
}

void WebSocketSender::put_owed() {
  std::unique_ptr<SendingBacklog::Control>& pong = backlog_->pong;
  std::unique_ptr<SendingBacklog::Control>& close = backlog_->close;
  if (pong != nullptr && put_frame(head_of(Opcode::Pong, pong->size), pong->bytes())) pong.reset();
  if (close != nullptr && !busy() && put_frame(head_of(Opcode::Close, close->size), close->bytes())) close.reset();
}

bool WebSocketSender::fill() {
  const bool goes_on = put_fragments();
  while (backlog_->current.form == Form::None && take_next()) {
  }
  put_owed();
  return goes_on;
}

// --- sending it

WebSocketSender::Sent WebSocketSender::send(int socket, Transport* transport) {
  for (unsigned round = 0; round < kMostRounds; ++round) {
    const bool is_plain = backlog_ == nullptr || !backlog_->pending();
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
  const SendingBacklog::Current* const direct = backlog_ != nullptr && backlog_->current.is_direct() ? &backlog_->current : nullptr;
  if (direct == nullptr && transport == nullptr) [[likely]] {
    asked_bytes = output_.size();
    return write_socket(socket, output_.bytes());
  }
  std::array<ByteView, 3> pieces{output_.bytes(), {}, {}};
  if (direct != nullptr) {
    pieces[1] = direct->head_left();
    pieces[2] = direct->content;
    if (direct->begun) std::ranges::rotate(pieces, pieces.begin() + 1);
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
void WebSocketSender::note_written(std::size_t count) noexcept {
  sent_bytes_ += count;
  const bool is_direct = backlog_ != nullptr && backlog_->current.is_direct();
  if (is_direct && backlog_->current.begun) backlog_->note_current_written(count);
  note_output_written(count);
  if (is_direct) backlog_->note_current_written(count);
}

void WebSocketSender::end_current(const Result<>& outcome) noexcept {
  if (backlog_->current.deflates && fragments_ != nullptr) {
    fragments_->end_message();
    if (!fragments_->is_needed()) fragments_.reset();
  }
  backlog_->end_current(outcome);
}

}  // namespace saki::http
