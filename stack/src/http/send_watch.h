// SPDX-License-Identifier: Apache-2.0
//
// SendWatch: whether the client takes what is sent to it.
//
// That a socket is full says little: it may hold megabytes and asks for more only when a third of them is gone. What counts is how much
// of it the other side took, which the kernel tells. A client has to take some in every Timeouts::write_idle, and to keep up its pace.
#pragma once

#include <algorithm>

#include "http/http_worker.h"
#include "http/pace.h"
#include "saki/net/stream.h"

namespace saki::http {

class SendWatch {  // Affinity: loop. Around the waits of one sender; stream and pace outlive it.
 public:
  SendWatch(Stream& stream, Pace& pace, Duration write_idle) noexcept : stream_(stream), pace_(pace), write_idle_(write_idle) {}

  // Before each wait, with `left_bytes` not given to the socket: sets the stream's deadline.
  void begin(std::uint64_t left_bytes) {
    start_ = stream_.loop().now();
    held_bytes_ = left_bytes + stream_.unsent_bytes();
    stream_.set_write_deadline(std::min(idle_deadline(), pace_.deadline(start_)));
  }

  // After it: whether the client may be waited for again.
  [[nodiscard]] bool end(std::uint64_t left_bytes) noexcept {
    const MonotonicTime now = stream_.loop().now();
    if (now == start_) return !pace_.exhausted();
    const std::uint64_t still_held_bytes = std::min(held_bytes_, left_bytes + stream_.unsent_bytes());
    pace_.note(now - start_, held_bytes_ - still_held_bytes);
    idle_ = still_held_bytes < held_bytes_ ? Duration::zero() : idle_ + (now - start_);
    start_ = now;
    return !pace_.exhausted() && now < idle_deadline();
  }

 private:
  [[nodiscard]] MonotonicTime idle_deadline() const noexcept { return deadline_after(start_ - idle_, write_idle_); }

  Stream& stream_;
  Pace& pace_;
  Duration write_idle_;
  MonotonicTime start_{};
  Duration idle_{};  // Waited since the client last took something.
  std::uint64_t held_bytes_ = 0;
};

}  // namespace saki::http
