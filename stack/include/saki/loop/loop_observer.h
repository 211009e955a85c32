// SPDX-License-Identifier: Apache-2.0
//
// LoopObserver: is told how long each callback of a loop took, by name.
//
// CallbackProfile: the observer that keeps a histogram for each name and tells of slow ones.
#pragma once

#include <map>
#include <string_view>

#include "saki/base/clock.h"
#include "saki/base/histogram.h"

namespace saki {

class LoopObserver {  // Affinity: loop.
 public:
  virtual ~LoopObserver() = default;
  [[nodiscard]] virtual MonotonicTime now() const noexcept = 0;
  virtual void on_callback(const char* name, Duration took) = 0;
};

struct CallbackProfileOptions {
  const Clock* clock = &Clock::system();
  Duration slow = std::chrono::milliseconds(50);  // What takes longer than this is told to `on_slow`.
  void (*on_slow)(const char* name, Duration took) = nullptr;
};

class CallbackProfile final : public LoopObserver {  // Affinity: loop.
 public:
  explicit CallbackProfile(const CallbackProfileOptions& options = {}) noexcept : options_(options) {}

  MonotonicTime now() const noexcept override { return options_.clock->monotonic(); }
  void on_callback(const char* name, Duration took) override;

  // Nanoseconds by the names of callbacks; coroutines that went through the ready queue are under "task".
  [[nodiscard]] const std::map<std::string_view, Histogram>& histograms() const noexcept { return histograms_; }

 private:
  CallbackProfileOptions options_;
  std::map<std::string_view, Histogram> histograms_;
};

}  // namespace saki
