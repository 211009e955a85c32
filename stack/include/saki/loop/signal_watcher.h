// SPDX-License-Identifier: Apache-2.0
//
// SignalWatcher: signals as events of a loop, outside the handler's restrictions.
#pragma once

#include <initializer_list>
#include <memory>

#include "saki/base/result.h"

namespace saki {

class Loop;

class SignalWatcher {  // Affinity: loop.
 public:
  SignalWatcher(Loop& loop, const char* name) noexcept;
  SignalWatcher(const SignalWatcher&) = delete;
  SignalWatcher& operator=(const SignalWatcher&) = delete;
  virtual ~SignalWatcher();  // The signals' former mask of this thread is restored.

  // Blocks `signals` in the calling thread and delivers them here. Call it before other threads start, so that they inherit the mask.
  //
  // Errors: System from signalfd(2).
  [[nodiscard]] Result<> start(std::initializer_list<int> signals);

 protected:
  virtual void on_signal(int signal) = 0;

 private:
  class Source;
  Loop& loop_;
  const char* name_;
  std::unique_ptr<Source> source_;
};

}  // namespace saki
