// SPDX-License-Identifier: Apache-2.0
//
// HandshakeTurns: when a handshake begins, and when it goes on.
//
// A step of a handshake takes the time of a hundred requests. The first that can be done in a turn of the loop is done at once. While
// others wait, each turn serves what is ready, goes on with the handshake that has waited longest, begins another one, and then asks the
// kernel again: however many strangers come, who is ready waits for one handshake.
#pragma once

#include <deque>

#include "http/connection_place.h"
#include "http/served_tls.h"
#include "saki/base/file_descriptor.h"
#include "saki/loop/timer.h"

namespace saki::http {

class Http1Connections;

// Who was accepted, and has not been looked at.
struct Stranger {
  std::uint64_t id;
  FileDescriptor socket;
  ConnectionPlace place;
};

class HandshakeTurns final : private Timer {  // Affinity: loop.
 public:
  HandshakeTurns(Loop& loop, Http1Connections& connections) noexcept : Timer(loop, "tls_handshakes"), connections_(connections) {}

  // True where a step may be done now: none was in this turn, and nobody waits.
  [[nodiscard]] bool take() noexcept;

  // Http1Connections::begin_handshake(), in its turn. Throws std::bad_alloc; then it has done nothing.
  void await_beginning(Stranger&& stranger);
  // Http1Connection::serve(), in its turn. Once, until then.
  void await_step(ServedTls& tls) noexcept { begun_.push_back(tls); }

  // As many as may wait where somebody can keep them waiting elsewhere.
  [[nodiscard]] bool crowded() const noexcept { return strangers_.size() >= kMostStrangers; }
  // Those who have not begun are gone; returns how many.
  std::size_t drop_strangers() noexcept;

 private:
  static constexpr std::size_t kMostStrangers = 64;

  void expire() override;
  void next_turn();  // Once what is ready has been served.

  Http1Connections& connections_;
  bool taken_ = false;  // In this turn a step was done, or may have been.
  IntrusiveList<ServedTls> begun_;
  std::deque<Stranger> strangers_;
};

}  // namespace saki::http
