// SPDX-License-Identifier: Apache-2.0
//
// TestApplication: answers `/hello` at once, `/slow` after 100 ms, `/hang` never, `/worker` with the number of the worker, `/hold`
// once it may, and its worker does nothing else until then.
#pragma once

#include <atomic>

#include "saki/server/application.h"

namespace saki {

class TestApplication final : public Application {
 public:
  [[nodiscard]] std::unique_ptr<WorkerApplication> make_worker(Worker& worker) override;

  std::atomic<int> started = 0;
  std::atomic<int> stopped = 0;
  std::atomic<int> requests = 0;   // Handlers entered.
  std::atomic<int> cancelled = 0;  // Handlers that were.
  std::atomic<int> let_go = 0;     // How many requests need not hold any more.
  bool refuse_to_start = false;
};

}  // namespace saki
