// SPDX-License-Identifier: Apache-2.0
//
// WorkerRest: gives back what a burst left behind.
//
// Buffers, sessions, frames and encoders that were in use at once are kept for the next requests, and the allocator keeps the pages of what
// was freed. That is worth it only while requests come thick: once in a second the worker looks back. After a second in which nothing
// happened, or half a minute of so few requests that making things anew is not felt, what lies spare goes back to the system. A worker that
// nothing happened to since gives nothing back, and one without connections does not look.
#pragma once

#include "http/http_worker.h"
#include "saki/loop/timer.h"
#include "saki/server/application.h"
#include "server/connections.h"

namespace saki {

class WorkerRest final : private Timer {  // Affinity: loop. What it is made of outlives it.
 public:
  static constexpr Duration kPeriod = std::chrono::seconds(1);
  static constexpr std::uint64_t kQuietRequests = 100;  // In a period, at most.
  static constexpr unsigned kQuietPeriods = 30;

  WorkerRest(http::HttpWorker& http, WorkerApplication& application, const Connections& connections, unsigned worker) noexcept
      : Timer(http.loop, "rest"), http_(http), application_(application), connections_(connections), worker_(worker) {}

  // A connection has come.
  void wake() {
    if (!armed()) start_after(kPeriod);
  }

 private:
  // Where any of these has changed something happened.
  struct Traces {
    std::uint64_t requests = 0;
    std::uint64_t connections = 0;
    std::uint64_t held = 0;
    std::size_t buffers = 0;
    bool operator==(const Traces&) const = default;
  };

  void expire() override;
  [[nodiscard]] Traces look() const noexcept;
  void rest() noexcept;
  void give_up_spare() noexcept;

  http::HttpWorker& http_;
  WorkerApplication& application_;
  const Connections& connections_;
  const unsigned worker_;
  Traces last_;
  bool has_worked_ = false;  // Since it rested.
  unsigned quiet_periods_ = 0;
};

}  // namespace saki
