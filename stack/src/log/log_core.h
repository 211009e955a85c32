// SPDX-License-Identifier: Apache-2.0
//
// LogCore: the parts of a log, in the order in which they need one another.
#pragma once

#include "log/log_graph.h"
#include "log/log_queue.h"
#include "log/log_waker.h"
#include "log/log_writer.h"

namespace saki {

class LogCore {
 public:
  LogCore(const LogOptions& options, const Clock& clock)
      : queue(options, clock, waker), graph(queue), writer(options, clock, waker, queue, graph) {}

  LogWaker waker;
  LogQueue queue;
  LogGraph graph;
  LogWriter writer;
};

}  // namespace saki
