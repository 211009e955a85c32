// SPDX-License-Identifier: Apache-2.0
//
// Receiving: from the loop's call to the message that somebody waits for.
#include <algorithm>

#include "base/meanwhile.h"
#include "http/http_worker.h"
#include "http/web_socket_session.h"
#include "saki/base/check.h"

namespace saki::http {

void WebSocketSession::on_ready(Readiness readiness) {
  guarded([&](const Turn& turn) {
    go_on();
    if (turn.gone() || phase_ == Phase::Over) return;
    if (readiness == Readiness::Read && phase_ < Phase::Ending) [[likely]]
      return receive();
    on_rarely_ready(readiness);
  });
}

// With what it gave way from.
void WebSocketSession::go_on() {
  if (reader_.begin_turn() && phase_ < Phase::Ending) work();
}

void WebSocketSession::on_rarely_ready(Readiness readiness) {
  const bool* const gone = gone_;
  if (any(readiness & Readiness::Write)) flush();
  if (*gone || phase_ == Phase::Over) return;
  if (any(readiness & Readiness::PeerDone) && paused_) note_peer_done();
  const bool is_readable = any(readiness & (Readiness::Read | Readiness::PeerDone)) || io().holds_unread();
  if (is_readable && !paused_) phase_ == Phase::Ending ? drop_received() : receive();
  if (*gone || phase_ == Phase::Over) return;
  if (any(readiness & Readiness::Broken)) return end(CloseCode::Abnormal);
  if (transport_ != nullptr) watch();
}

// While a message waits for somebody to read it: that one has a grace left.
void WebSocketSession::note_peer_done() {
  peer_done_ = true;
  waits().end_by(deadline_after(now(), timeouts_.web_socket_grace));
  arm();
  watch();
}

// A long frame is asked for again while others can wait.
void WebSocketSession::receive() {
  constexpr std::size_t kMostAtOnce = 256 * 1024;
  const bool* const gone = gone_;
  for (std::size_t received_bytes = 0; received_bytes < kMostAtOnce && !reader_.gave_way();) {
    const std::size_t count = receive_once();
    if (count == 0 || *gone || phase_ >= Phase::Ending || paused_) return;
    received_bytes += count;
  }
  if (transport_ != nullptr) watch();
}

// What an encrypting transport has read and not handed out no socket tells of.
std::size_t WebSocketSession::receive_once() {
  const MutableBytes room = reader_.room();
  if (room.empty()) {
    pause();
    return 0;
  }
  const IoCount count = io().read(room);
  if (count <= 0) {
    receive_end(count);
    return 0;
  }
  const auto received_bytes = static_cast<std::size_t>(count);
  const bool asks_again = received_bytes == room.size() && (transport_ != nullptr || reader_.within_frame());
  reader_.grow(received_bytes);
  last_heard_ = now();
  pinged_ = false;
  const bool* const gone = gone_;
  work();
  if (*gone || phase_ == Phase::Over) return 0;
  if (reader_.within_frame() || pacing()) [[unlikely]]
    note_pace(received_bytes);
  return asks_again ? received_bytes : 0;
}

void WebSocketSession::receive_end(IoCount count) {
  if (count == -EAGAIN) return;
  if (count == 0) io().say_end();
  end(CloseCode::Abnormal);
}

// What comes when nothing is looked at any more, for a bounded time and amount.
void WebSocketSession::drop_received() {
  Buffer scratch = pools_.buffers.take();
  const IoCount count = io().read(scratch.room());
  if (count == -EAGAIN) return;
  std::uint64_t& dropped_bytes = closing().dropped_bytes;
  if (count > 0) dropped_bytes += static_cast<std::uint64_t>(count);
  if (count <= 0 || dropped_bytes > limits_.drain_bytes) end(CloseCode::Abnormal);
}

// Hands out what was waited for. Whoever waits takes up to the last message that is here before this goes on.
void WebSocketSession::work() {
  const bool* const gone = gone_;
  while (phase_ < Phase::Ending && find_message()) {
    std::exchange(next_, nullptr)->complete();
    if (*gone || next_ != nullptr) return;
  }
  if (!*gone && phase_ < Phase::Ending && reader_.gave_way()) arm();
}

// Looks at what has come up to the next message that is wanted.
bool WebSocketSession::find_message() {
  using Found = WebSocketReader::Found;
  for (;;) {
    const bool asks = next_ != nullptr || asking_;
    const bool drops = !asks && (!reads_ || phase_ != Phase::Open) && !reader_.message_in_use();
    switch (reader_.read(asks || drops ? WebSocketReader::Data::Wanted : WebSocketReader::Data::Left)) {
      case Found::Nothing: return false;
      case Found::Message:
        if (!drops) return true;
        reader_.release_message();
        break;
      case Found::Data: pause(); return false;
      case Found::Ping: answer_ping(reader_.control()); break;
      case Found::Pong: break;
      case Found::Close: hear_close(); return false;
      case Found::Broken: fail(reader_.code(), reader_.reason()); return false;
    }
  }
}

bool WebSocketSession::find_message_now() {
  const Meanwhile asking(asking_, true);
  return find_message();
}

bool WebSocketSession::begin_next(Next& next) {
  SAKI_CHECK(next_ == nullptr, "a WebSocket has one reader");
  reader_.release_message();
  if (phase_ >= Phase::Ending) return false;
  const bool found = !reader_.awaits_more() && find_message_now();
  if (sender_.pending() && !blocked_) flush_unless_in_turn();
  if (found || phase_ >= Phase::Ending) return false;
  next_ = &next;
  if (paused_) go_on_reading();
  if (reader_.gave_way()) arm();
  return true;
}

Result<WebSocketMessage> WebSocketSession::outcome_of(const Next& next) const noexcept {
  if (next.was_cancelled()) return saki::fail(Error::Cancelled);
  if (!reader_.message_in_use()) return saki::fail(Error::Closed);
  return reader_.message();
}

void WebSocketSession::withdraw(Next& next) noexcept {
  if (next_ == &next) next_ = nullptr;
}

void WebSocketSession::pause() noexcept {
  paused_ = true;
  end_pace();
  watch();
}

void WebSocketSession::go_on_reading() {
  paused_ = false;
  last_heard_ = now();
  if (std::exchange(peer_done_, false) && phase_ == Phase::Open && waits_ != nullptr) waits_->end_whenever();
  watch();
}

void WebSocketSession::stop_reading() {
  reads_ = false;
  reader_.release_message();
  if (paused_) go_on_reading();
}

// --- control frames

void WebSocketSession::answer_ping(ByteView content) {
  if (may_send()) sender_.add_control(Opcode::Pong, content);
}

// The answer says the same code, and goes before what waits to be sent (RFC 6455 section 5.5.1).
void WebSocketSession::hear_close() {
  closing().heard = true;
  const CloseCode code = reader_.code();
  const bool was_open = phase_ == Phase::Open;
  is_code_known_ = false;
  note_close(code, reader_.reason());
  sender_.drop_waiting(Error::Closed);
  if (was_open) {
    const auto number = static_cast<unsigned>(code);
    const std::byte content[2]{static_cast<std::byte>(number >> 8), static_cast<std::byte>(number)};
    sender_.add_close(code == CloseCode::Untold ? ByteView() : ByteView(content));
    begin_closing();
  }
  phase_ = Phase::Ending;
  if (next_ != nullptr) std::exchange(next_, nullptr)->complete_soon(own_loop());
  if (!sender_.pending()) conclude();  // Ours had left before.
}

// The connection is failed (section 7.1.7): told why, and nothing more is looked at.
void WebSocketSession::fail(CloseCode code, std::string_view reason) {
  sender_.drop_waiting(Error::Closed);
  const Turn turn(*this);
  say_close(code, reason);
  note_close(code, reason);
  if (phase_ < Phase::Ending) phase_ = Phase::Ending;
  if (next_ != nullptr) std::exchange(next_, nullptr)->complete_soon(own_loop());
  if (!sender_.pending()) conclude();  // Ours had left before.
}

}  // namespace saki::http
