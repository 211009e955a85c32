// SPDX-License-Identifier: Apache-2.0
//
// Worker: one thread with one loop, as the application that runs on it sees it.
#pragma once

#include "saki/http/date_cache.h"
#include "saki/http/http_counters.h"
#include "saki/loop/loop.h"
#include "saki/net/buffer.h"
#include "saki/task/blocking_pool.h"
#include "saki/task/task_scope.h"

namespace saki {

class Worker {  // Affinity: loop.
 public:
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  [[nodiscard]] virtual Loop& loop() noexcept = 0;
  [[nodiscard]] virtual unsigned index() const noexcept = 0;  // From 0.
  [[nodiscard]] virtual BufferPool& buffers() noexcept = 0;
  [[nodiscard]] virtual http::DateCache& date() noexcept = 0;
  [[nodiscard]] virtual const http::HttpCounters& counters() const noexcept = 0;
  [[nodiscard]] virtual BlockingPool& blocking() noexcept = 0;  // One for the process. Affinity: any.

  // Work that goes on beside requests. Cancelled when the worker ends, after WorkerApplication::stop.
  [[nodiscard]] virtual TaskScope& background() noexcept = 0;

 protected:
  Worker() noexcept = default;
  ~Worker() = default;
};

}  // namespace saki
