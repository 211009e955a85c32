// SPDX-License-Identifier: Apache-2.0
//
// LookThread: calls something again and again on a thread of its own, with a pause between: for looks at the disk, which no loop waits for.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace saki {

class LookThread {  // Affinity: main.
 public:
  LookThread() = default;
  ~LookThread() { stop(); }
  LookThread(const LookThread&) = delete;
  LookThread& operator=(const LookThread&) = delete;

  // The first call comes after the first pause. `name` has at most 15 characters.
  void start(const char* name, std::chrono::milliseconds pause, std::function<void()> look);
  void stop() noexcept;  // Waits for the end of a look.

 private:
  void run(std::chrono::milliseconds pause, const std::function<void()>& look);

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace saki
