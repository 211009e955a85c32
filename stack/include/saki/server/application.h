// SPDX-License-Identifier: Apache-2.0
//
// Application: what a server runs, one WorkerApplication on each of its workers.
#pragma once

#include <memory>

#include "saki/base/result.h"
#include "saki/http/exchange.h"
#include "saki/server/worker.h"

namespace saki {

class WorkerApplication {  // Affinity: loop. Made, used and destroyed on its worker's thread.
 public:
  virtual ~WorkerApplication() = default;

  // Answers this worker's requests.
  [[nodiscard]] virtual http::Handler& handler() noexcept = 0;

  // Before the first connection is accepted. An error ends the server before it has begun.
  [[nodiscard]] virtual Task<Result<>> start() { co_return {}; }

  // The worker has become quiet: what was kept for the next of many requests is better given back.
  virtual void rest() noexcept {}

  // After the last connection has ended, while there is time left to drain: waits for what goes on beside requests.
  [[nodiscard]] virtual Task<> drain() { return {}; }

  // After that, or at the end of the time to drain.
  [[nodiscard]] virtual Task<> stop() { return {}; }
};

class Application {  // Affinity: any.
 public:
  virtual ~Application() = default;

  // Called on the thread of `worker`, which outlives what is returned. May throw: the server then does not start.
  [[nodiscard]] virtual std::unique_ptr<WorkerApplication> make_worker(Worker& worker) = 0;
};

}  // namespace saki
