// SPDX-License-Identifier: Apache-2.0
//
// PeerWaits: how long a WebSocket still waits for its peer: to end, to read, to go on with a frame.
#pragma once

#include <algorithm>
#include <utility>

#include "http/pace.h"

namespace saki::http {

class PeerWaits {  // Affinity: loop.
 public:
  [[nodiscard]] MonotonicTime earliest() const noexcept { return std::min({end_, write_, pace_deadline()}); }
  [[nodiscard]] bool over() const noexcept { return earliest() == MonotonicTime::max(); }

  // For the end of the connection.
  [[nodiscard]] MonotonicTime end() const noexcept { return end_; }
  void end_by(MonotonicTime deadline) noexcept { end_ = std::min(end_, deadline); }
  void end_whenever() noexcept { end_ = MonotonicTime::max(); }

  // For the peer to take something, be it little. note_taken() tells whether it did since it was asked last.
  [[nodiscard]] MonotonicTime write() const noexcept { return write_; }
  void write_by(MonotonicTime deadline) noexcept { write_ = deadline; }
  [[nodiscard]] bool note_taken(std::uint64_t taken_bytes) noexcept { return std::exchange(taken_bytes_, taken_bytes) != taken_bytes; }

  // For the rest of a frame, at a least rate.
  [[nodiscard]] MonotonicTime pace_deadline() const noexcept { return pacing_ ? pace_.deadline(since_) : MonotonicTime::max(); }
  [[nodiscard]] bool pacing() const noexcept { return pacing_; }
  void begin_pace(MonotonicTime now, std::uint64_t bytes_per_second, Duration grace) noexcept {
    pacing_ = true;
    pace_.begin(bytes_per_second, grace);
    since_ = now;
  }
  void note_pace(MonotonicTime now, std::uint64_t count_bytes) noexcept {
    pace_.note(now - since_, count_bytes);
    since_ = now;
  }
  void end_pace() noexcept { pacing_ = false; }

 private:
  MonotonicTime end_ = MonotonicTime::max();
  MonotonicTime write_ = MonotonicTime::max();
  std::uint64_t taken_bytes_ = 0;
  Pace pace_;
  MonotonicTime since_{};
  bool pacing_ = false;
};

}  // namespace saki::http
