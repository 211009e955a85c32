// SPDX-License-Identifier: Apache-2.0
//
// FrameQueue: frames that a socket could not send yet, bounded in count and bytes. Holds nothing while it is empty.
#pragma once

#include <deque>
#include <memory>

#include "saki/http/shared_frame.h"
#include "saki/http/web_socket_options.h"

namespace saki::http {

class FrameQueue {  // Affinity: loop.
 public:
  FrameQueue(std::uint64_t most_bytes, std::uint64_t most_count, QueuePolicy policy) noexcept
      : most_bytes_(most_bytes), most_count_(most_count), policy_(policy) {}

  [[nodiscard]] bool empty() const noexcept { return frames_ == nullptr; }
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

  enum class Outcome : std::uint8_t { Taken, Dropped, Refused };  // Dropped: this one, or one before it. Refused: the policy is to close.
  [[nodiscard]] Outcome push(const SharedFrame& frame);
  [[nodiscard]] SharedFrame pop() noexcept;
  void clear() noexcept {
    frames_.reset();
    bytes_ = 0;
  }

 private:
  [[nodiscard]] bool has_room_for(std::size_t size_bytes) const noexcept;

  std::unique_ptr<std::deque<SharedFrame>> frames_;
  std::size_t bytes_ = 0;
  std::uint64_t most_bytes_;
  std::uint64_t most_count_;
  QueuePolicy policy_;
};

}  // namespace saki::http
