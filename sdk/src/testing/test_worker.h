// SPDX-License-Identifier: Apache-2.0
//
// TestWorker: what a worker of a server has, on the test's own thread.
#pragma once

#include <memory>

#include "context/worker_context.h"
#include "saki/http/exchange.h"
#include "saki/log/log.h"
#include "saki/log/memory_sink.h"
#include "saki/task/blocking_pool.h"
#include "saki/task/task_scope.h"
#include "saki/test_client.h"
#include "service/runtime.h"

namespace saki {

class TestWorker {  // Affinity: one thread.
 public:
  TestWorker(Composition& composition, const TestClientOptions& options);
  TestWorker(const TestWorker&) = delete;
  TestWorker& operator=(const TestWorker&) = delete;
  ~TestWorker();

  // One turn of the loop. Virtual time passes a little with it, or as the kernel's does while a database is asked; real time up to
  // `most`, or until something happens.
  void turn(std::optional<Duration> most = std::nullopt);

  // Turns the loop until nothing runs in `scope`.
  void run(TaskScope& scope);

  // Gives live settings other values, in the loop's next turn.
  void change_config(std::string config);

  const TestTime time;
  const bool secure;  // Whether its clients come by https.
  ManualClock clock;
  const std::unique_ptr<Loop> loop;
  Log log;
  MemorySink& sink;
  std::unique_ptr<Runtime> runtime;
  BlockingPool blocking;
  std::unique_ptr<WorkerContext> context;
  Arena arena;

 private:
  const Composition& composition_;
  TestClientOptions options_;
};

// Answers `exchange` in `scope`, until the first wait at once.
void begin_test_exchange(TestWorker& worker, http::Handler& dispatcher, http::Exchange& exchange, TaskScope& scope);

}  // namespace saki
