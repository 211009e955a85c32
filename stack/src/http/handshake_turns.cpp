// SPDX-License-Identifier: Apache-2.0
#include "http/handshake_turns.h"

#include <utility>

#include "http/http_worker.h"
#include "saki/loop/loop.h"

namespace saki::http {

// Timers have their time behind what is ready: the one armed here ends the turn.
bool HandshakeTurns::take() noexcept {
  if (armed()) return false;
  try {
    next_turn();
  } catch (...) {  // Without memory for a timer nobody can be kept waiting.
    return true;
  }
  taken_ = true;
  return true;
}

void HandshakeTurns::await_beginning(Stranger&& stranger) { strangers_.push_back(std::move(stranger)); }

void HandshakeTurns::next_turn() { start_at(loop().now()); }

std::size_t HandshakeTurns::drop_strangers() noexcept {
  const std::size_t count = strangers_.size();
  strangers_.clear();
  return count;
}

void HandshakeTurns::expire() {
  const bool was_taken = std::exchange(taken_, false);
  if (begun_.empty() && strangers_.empty()) return;
  next_turn();
  if (was_taken) return;
  if (!begun_.empty()) begun_.pop_front().connection->serve();
  if (strangers_.empty()) return;
  Stranger stranger = std::move(strangers_.front());
  strangers_.pop_front();
  connections_.begin_next(std::move(stranger));
}

}  // namespace saki::http
