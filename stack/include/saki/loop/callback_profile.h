// SPDX-License-Identifier: Apache-2.0
//
// CallbackProfile: a histogram of durations for each name of a loop's callbacks, and a word about each slow one.
#pragma once

#include <map>
#include <string_view>

#include "saki/base/histogram.h"
#include "saki/loop/loop_observer.h"

namespace saki {

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
