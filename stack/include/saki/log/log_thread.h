// SPDX-License-Identifier: Apache-2.0
//
// LogThread: gives the thread that makes it a ring of its own, so that logging there takes no lock. A worker holds one while it runs.
#pragma once

#include <string>

#include "saki/log/log.h"

namespace saki {

class LogThread {  // Affinity: made and destroyed on one thread, before its Log goes.
 public:
  // `name` is told when lines of this thread were dropped: "worker 0". A thread has at most one.
  LogThread(Log& log, std::string name);
  LogThread(const LogThread&) = delete;
  LogThread& operator=(const LogThread&) = delete;
  ~LogThread();

 private:
  LogQueue& queue_;
};

}  // namespace saki
