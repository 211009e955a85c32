// SPDX-License-Identifier: Apache-2.0
#include "http/http_worker.h"

#include <algorithm>

namespace saki::http {
namespace {

// A head fits a block and leaves room for some of the content behind it.
std::size_t block_bytes_for(const Limits& limits) noexcept {
  constexpr std::size_t kRoomForContent = 4096;
  const std::uint64_t least = std::max<std::uint64_t>(limits.head_bytes + kRoomForContent, BufferPool::kDefaultBlockBytes);
  return (static_cast<std::size_t>(least) + kRoomForContent - 1) / kRoomForContent * kRoomForContent;
}

}  // namespace

HttpWorker::HttpWorker(Loop& worker_loop, BlockingPool& worker_pool, Handler& worker_handler, const Limits& worker_limits,
                       const Timeouts& worker_timeouts, std::uint64_t first_id, std::uint64_t id_step)
    : loop(worker_loop),
      blocking(worker_pool),
      handler(worker_handler),
      limits(worker_limits),
      timeouts(worker_timeouts),
      buffers(block_bytes_for(worker_limits)),
      date(worker_loop.clock()),
      next_id_(first_id),
      id_step_(id_step) {}

HttpWorker::~HttpWorker() = default;

void HttpWorker::drain() {
  draining_ = true;
  connections.drain();
}

}  // namespace saki::http
