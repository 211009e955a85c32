// SPDX-License-Identifier: Apache-2.0
//
// What a WebSocket's clock tells: a silent peer, one that does not read, one that sends too slowly, a close that is not answered.
#include <algorithm>

#include "http/http_worker.h"
#include "http/web_socket_session.h"
#include "net/socket_io.h"

namespace saki::http {

MonotonicTime WebSocketSession::next_deadline() const noexcept {
  if (reader_.gave_way() && phase_ < Phase::Ending) return now();
  const Duration silence = pinged_ ? timeouts_.web_socket_pong : timeouts_.web_socket_idle;
  MonotonicTime earliest = waits_ != nullptr ? waits_->earliest() : MonotonicTime::max();
  if (phase_ == Phase::Open && timeouts_.web_socket_idle > Duration::zero())
    earliest = std::min(earliest, deadline_after(last_heard_, silence));
  return earliest;
}

void WebSocketSession::on_deadline() {
  if (phase_ == Phase::Over) return owner_->on_grace_over();
  if (waits_ != nullptr && now() >= waits_->end()) return end(CloseCode::Abnormal);
  if (waits_ != nullptr && now() >= waits_->write() && !still_reads()) return end(CloseCode::Abnormal);
  guarded([&](const Turn& turn) {
    go_on();
    if (turn.gone() || phase_ == Phase::Over) return;
    if (waits_ != nullptr && now() >= waits_->pace_deadline()) return fail(CloseCode::Policy, "a frame comes too slowly");
    check_silence();
    if (!turn.gone() && phase_ != Phase::Over) arm();
  });
}

// While what came waits to be looked at nothing can be heard; and a peer that reads nothing hears no ping.
void WebSocketSession::check_silence() {
  if (phase_ != Phase::Open || timeouts_.web_socket_idle == Duration::zero()) return;
  if (paused_ || blocked_ || reader_.gave_way()) {
    last_heard_ = now();
    pinged_ = false;
  }
  if (pinged_) {
    if (now() >= deadline_after(last_heard_, timeouts_.web_socket_pong)) end(CloseCode::Abnormal);
    return;
  }
  if (now() < deadline_after(last_heard_, timeouts_.web_socket_idle)) return;
  pinged_ = true;
  last_heard_ = now();
  send_ping({});
}

// That a socket is full says little; what counts is whether the peer takes something.
bool WebSocketSession::still_reads() noexcept {
  const std::uint64_t taken_bytes = sender_.sent_bytes() - std::min(sender_.sent_bytes(), unsent_bytes_of(socket_.get()));
  const bool takes = waits_->note_taken(taken_bytes);
  if (takes) waits_->write_by(deadline_after(now(), timeouts_.write_idle));
  return takes;
}

void WebSocketSession::note_blocked() {
  PeerWaits& waiting = waits();
  const bool takes = still_reads();
  if (std::exchange(blocked_, true)) return;
  if (!takes) waiting.write_by(deadline_after(now(), timeouts_.write_idle));
  watch();
  arm();
}

void WebSocketSession::note_unblocked() {
  if (!std::exchange(blocked_, false)) return;
  waits().write_by(MonotonicTime::max());
  rest_waits();
  watch();
}

// From where a frame has begun to come without its end: the peer keeps up a least rate (Limits::body_rate_bytes).
void WebSocketSession::note_pace(std::size_t count) {
  const bool goes_on = reader_.within_frame() && !paused_ && phase_ < Phase::Ending;
  if (!goes_on) return end_pace();
  PeerWaits& waiting = waits();
  if (waiting.pacing()) {
    waiting.note_pace(now(), count);
  } else {
    waiting.begin_pace(now(), limits_.body_rate_bytes, timeouts_.rate_grace);
  }
  arm();
}

void WebSocketSession::end_pace() noexcept {
  if (waits_ == nullptr) return;
  waits_->end_pace();
  rest_waits();
}

PeerWaits& WebSocketSession::waits() {
  if (waits_ == nullptr) waits_ = std::make_unique<PeerWaits>();
  return *waits_;
}

void WebSocketSession::rest_waits() noexcept {
  if (waits_->over()) waits_.reset();
}

}  // namespace saki::http
