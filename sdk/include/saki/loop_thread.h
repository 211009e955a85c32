// SPDX-License-Identifier: Apache-2.0
//
// LoopThread: a thread of one's own with a loop that turns on it. What runs there shares nothing with the service's workers.
#pragma once

#include <functional>
#include <memory>
#include <thread>

#include "saki/loop/loop.h"

namespace saki {

class LoopThread {  // Affinity: made and destroyed on one thread, which is not its own.
 public:
  // Begins the thread, named after `name` (15 bytes at most). Throws std::runtime_error where the system has no loop or thread left.
  explicit LoopThread(std::string name);
  ~LoopThread();  // As stop().
  LoopThread(const LoopThread&) = delete;
  LoopThread& operator=(const LoopThread&) = delete;

  [[nodiscard]] Loop& loop() noexcept { return *loop_; }  // Affinity: any, until stop().

  // Runs `function` on the thread, and waits until it has returned.
  void run(const std::function<void()>& function);

  // Ends the loop after its turn, and the thread. What was posted and has not begun is dropped. Idempotent.
  void stop() noexcept;

 private:
  std::unique_ptr<Loop> loop_;
  std::thread thread_;
};

}  // namespace saki
