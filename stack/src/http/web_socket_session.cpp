// SPDX-License-Identifier: Apache-2.0
//
// Sending, closing, and the end.
#include "http/web_socket_session.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <span>

#include "base/meanwhile.h"
#include "http/http_worker.h"
#include "saki/base/utf8.h"

namespace saki::http {
namespace {

// What a message may have, on a machine that can address less as well.
std::uint64_t most_message_bytes(const WebSocketOptions& options, const Limits& limits) noexcept {
  constexpr std::uint64_t kAddressable = std::numeric_limits<std::size_t>::max() / 4;
  return std::min(options.message_bytes > 0 ? options.message_bytes : limits.web_socket_message_bytes, kAddressable);
}

ReaderRules reader_rules(const SessionSetup& setup, const DeflateAgreement& deflate) noexcept {
  const bool is_server = setup.role == WebSocketRole::Server;
  const std::uint64_t message_bytes = most_message_bytes(setup.options, setup.limits);
  return {setup.role, deflate.agreed, is_server ? deflate.client_keeps_context : deflate.server_keeps_context, message_bytes,
          std::max(setup.limits.web_socket_frame_bytes, setup.options.message_bytes)};
}

SenderRules sender_rules(const SessionSetup& setup, const DeflateAgreement& deflate) noexcept {
  const DeflateOptions& options = setup.options.deflate;
  const bool is_server = setup.role == WebSocketRole::Server;
  const bool keeps = is_server ? deflate.server_keeps_context : deflate.client_keeps_context;
  const std::uint8_t agreed_bits = is_server ? deflate.server_window_bits : deflate.client_window_bits;
  return {setup.limits,
          setup.options.queue_policy,
          setup.role,
          deflate.agreed,
          keeps && options.keeps_context,
          std::min(agreed_bits, options.window_bits),
          options.level,
          options.least_bytes};
}

// Told quickly; most text is.
bool is_ascii(ByteView text) noexcept {
  using Block = std::uint64_t __attribute__((vector_size(16)));
  if (text.size() < sizeof(Block)) return false;
  Block seen{};
  const auto add = [&](std::size_t at) {
    Block bytes;
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    seen |= bytes;
  };
  for (std::size_t at = 0; at + sizeof(Block) <= text.size(); at += sizeof(Block)) add(at);
  add(text.size() - sizeof(Block));
  return ((seen[0] | seen[1]) & 0x8080808080808080U) == 0;
}

bool is_text(ByteView content) noexcept { return is_ascii(content) || is_utf8(as_text(content)); }

// The same text where it lives as long as the options; null for none.
const std::string* one_of(std::span<const std::string> protocols, std::string_view agreed) noexcept {
  const auto found = std::ranges::find(protocols, agreed);
  return found == protocols.end() ? nullptr : &*found;
}

}  // namespace

WebSocketSession::Turn::~Turn() {
  if (!gone_ && outer_ == nullptr) finish();
  if (gone_ && outer_ != nullptr) *outer_ = true;
  if (!gone_) session_.gone_ = outer_;
}

void WebSocketSession::Turn::finish() noexcept {
  try {
    if (session_.sender_.pending() && !session_.blocked_) session_.flush();
    if (!gone_) session_.reader_.rest();
  } catch (...) {
    if (!gone_) session_.end(CloseCode::InternalError);
  }
}

WebSocketSession::WebSocketSession(const SessionSetup& setup, const WebSocketAgreement& agreement, SessionOwner* owner)
    : DescriptorWatcher(setup.loop, "web_socket"),
      Deadline(setup.loop, "web_socket"),
      limits_(setup.limits),
      timeouts_(setup.timeouts),
      pools_(setup.pools),
      owner_(owner),
      protocol_(one_of(setup.options.protocols, agreement.protocol)),
      reader_(reader_rules(setup, agreement.deflate), setup.pools),
      sender_(sender_rules(setup, agreement.deflate), setup.pools),
      role_(setup.role),
      deflates_(agreement.deflate.agreed) {}

WebSocketSession::~WebSocketSession() {
  if (gone_ != nullptr) *gone_ = true;
  forget();
}

void WebSocketSession::take_over(DescriptorWatcher& predecessor, FileDescriptor socket, Transport* transport, Buffer unread) {
  if (predecessor.watching()) predecessor.hand_over_to(*this);
  begin(std::move(socket), transport, std::move(unread));
}

void WebSocketSession::take_over(Stream& stream, Buffer unread) { begin(stream.give_to(*this), stream.transport(), std::move(unread)); }

void WebSocketSession::begin(FileDescriptor socket, Transport* transport, Buffer unread) {
  socket_ = std::move(socket);
  transport_ = transport;
  reader_.begin_with(std::move(unread));
  last_heard_ = now();
  watch();
  arm();
}

void WebSocketSession::watch() {
  if (phase_ == Phase::Over) return;
  Readiness wanted = paused_ ? Readiness::None : Readiness::Read;
  if (!peer_done_) wanted = wanted | Readiness::PeerDone;
  const bool holds_unread = !paused_ && io().holds_unread();  // A socket with room tells so at once.
  if (blocked_ || holds_unread) wanted = wanted | Readiness::Write;
  if (!watching()) return start(socket_.get(), wanted);
  if (interest() != wanted) set_interest(wanted);
}

// --- sending

bool WebSocketSession::begin_send(Send& send) {
  if (!may_send()) {
    send.failure_ = Error::Closed;
    return false;
  }
  if (send.kind_ == MessageKind::Text && !reader_.is_text_in_use(send.content_) && !is_text(send.content_)) {
    send.failure_ = Error::Invalid;
    return false;
  }
  if (sender_.add_usual(send.kind_, send.content_)) [[likely]] {
    flush_unless_in_turn();
    return false;
  }
  if (sender_.add(send)) {
    send.unlink();
    flush_unless_in_turn();
    return false;
  }
  const Meanwhile beginning(beginning_, &send);
  flush();
  return !send.ended_;
}

void WebSocketSession::withdraw(Send& send) noexcept {
  if (!sender_.withdraw(send)) end(CloseCode::Abnormal);
}

WebSocket::Enqueued WebSocketSession::enqueue(const SharedFrame& frame) {
  if (!may_send()) return Enqueued::Closed;
  const FrameQueue::Outcome outcome = sender_.add(frame);
  if (outcome == FrameQueue::Outcome::Refused) {
    sender_.drop_waiting(Error::Closed);
    say_close(CloseCode::Policy, "too many messages wait to be read");
    return Enqueued::Closed;
  }
  if (!blocked_) flush_unless_in_turn();
  return outcome == FrameQueue::Outcome::Taken ? Enqueued::Taken : Enqueued::Dropped;
}

void WebSocketSession::send_ping(ByteView content) {
  if (!may_send()) return;
  sender_.add_control(Opcode::Ping, content.first(std::min(content.size(), kMostControlBytes)));
  if (!blocked_) flush_unless_in_turn();
}

void WebSocketSession::flush() {
  if (phase_ == Phase::Open && !blocked_ && sender_.send_usual(socket_.get(), transport_)) [[likely]]
    return sender_.rest();
  flush_any();
}

void WebSocketSession::flush_any() {
  if (phase_ == Phase::Over) return;
  const WebSocketSender::Sent sent = sender_.send(socket_.get(), transport_);
  if (sent == WebSocketSender::Sent::Failed) return end(CloseCode::Abnormal);
  sent == WebSocketSender::Sent::Some ? note_blocked() : note_unblocked();
  tell_ended();
  sender_.rest();
  if (phase_ != Phase::Open) [[unlikely]]
    conclude();
}

// Those who wait go on from the ready queue, save the one that asks just now.
void WebSocketSession::tell_ended() noexcept {
  while (Send* const send = sender_.take_ended()) {
    if (send != beginning_) send->complete_soon(own_loop());
  }
}

// --- closing

void WebSocketSession::note_close(CloseCode code, std::string_view reason) {
  if (std::exchange(is_code_known_, true)) return;
  code_ = code;
  if (closing_ != nullptr || !reason.empty()) closing().reason = reason;
}

void WebSocketSession::say_close(CloseCode code, std::string_view reason) {
  if (phase_ != Phase::Open) return;
  if (!is_sendable(code)) code = CloseCode::InternalError;
  std::array<std::byte, kMostControlBytes> content;
  const auto number = static_cast<unsigned>(code);
  content[0] = static_cast<std::byte>(number >> 8);
  content[1] = static_cast<std::byte>(number);
  const std::string_view cut = utf8_cut(reason, kMostControlBytes - 2);
  std::ranges::copy(as_bytes(cut), content.begin() + 2);
  sender_.add_close(ByteView(content).first(2 + cut.size()));
  code_ = code;  // Unless the peer says one.
  closing().reason = cut;
  begin_closing();
  flush_unless_in_turn();
}

void WebSocketSession::begin_closing() {
  phase_ = Phase::Closing;
  waits().end_by(deadline_after(now(), timeouts_.web_socket_close));
  arm();
}

WebSocketClosing& WebSocketSession::closing() {
  if (closing_ == nullptr) closing_ = std::make_unique<WebSocketClosing>();
  return *closing_;
}

// Once nothing has to leave any more and nothing of use can come.
void WebSocketSession::conclude() {
  if (phase_ == Phase::Closing && close_heard()) phase_ = Phase::Ending;
  if (phase_ != Phase::Ending || !sender_.close_has_left()) return;
  const bool in_order = close_heard() && role_ == WebSocketRole::Server && !reader_.within_frame();
  if (in_order) return end(code_);
  io().say_end();
  if (role_ == WebSocketRole::Server) ::shutdown(socket_.get(), SHUT_WR);
  waits().end_by(deadline_after(now(), timeouts_.linger));
  paused_ = false;
  watch();
  arm();
}

void WebSocketSession::abort() {
  const Turn turn(*this);
  if (!blocked_) flush();
  if (!turn.gone()) end(CloseCode::Abnormal);
}

void WebSocketSession::end(CloseCode code) {
  if (phase_ == Phase::Over) return;
  phase_ = Phase::Over;
  note_close(code, {});
  forget();
  if (close_heard() && sender_.close_has_left()) io().say_end();
  socket_.close();
  sender_.drop_all(Error::Closed);
  tell_ended();
  if (next_ != nullptr) std::exchange(next_, nullptr)->complete_soon(own_loop());
  if (owner_ == nullptr) return Deadline::clear();
  set(deadline_after(now(), timeouts_.web_socket_grace));
  owner_->on_socket_over();
}

}  // namespace saki::http
