// SPDX-License-Identifier: Apache-2.0
//
// Job: one job of a service: when it is due, how many of its runs go on, and what became of them.
//
// All workers look at the same one. Who claims an instant first does the run.
#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "job/kept_runs.h"
#include "saki/cron.h"
#include "saki/job_handler.h"
#include "saki/job_options.h"
#include "saki/measures.h"

namespace saki {

class Job {  // Affinity: any.
 public:
  // Of what is done by an instant further ahead than this, the clock was wrong, and was set back since: it is not believed.
  static constexpr std::chrono::microseconds kMostAhead = std::chrono::days(1);

  Job(std::string name, JobHandler handler, JobOptions options) noexcept
      : name_(std::move(name)), handler_(std::move(handler)), options_(std::move(options)) {}

  // What is wrong with it, before anything else; empty for nothing.
  [[nodiscard]] std::string settle();

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const JobHandler& handler() const noexcept { return handler_; }
  [[nodiscard]] const JobOptions& options() const noexcept { return options_; }

  [[nodiscard]] std::optional<WallTime> next_after(WallTime time) const noexcept;  // Nothing without a clock.
  [[nodiscard]] bool claim(WallTime due, WallTime now) noexcept;                   // True for the first who asks.
  [[nodiscard]] bool claim_start() noexcept { return !started_.exchange(true); }

  // Whether a run that is due may begin now; else it is left out or waits, as the overlap policy says. Who began one ends it, and does
  // another where that gives true.
  [[nodiscard]] bool begin_run() noexcept;
  [[nodiscard]] bool end_run() noexcept;

  enum class Outcome : std::uint8_t { Done, Failed, Retried, Cancelled };
  void begin_attempt() noexcept { running_.fetch_add(1, std::memory_order_relaxed); }
  void end_attempt(Outcome outcome, Duration taken, WallTime now) noexcept;
  [[nodiscard]] KeptRuns& kept() noexcept { return kept_; }  // Of a durable one.
  void count_skipped() noexcept { skipped_.fetch_add(1, std::memory_order_relaxed); }
  void measure(Measures& measures) const;

 private:
  std::string name_;
  JobHandler handler_;
  JobOptions options_;
  std::optional<Cron> cron_;
  std::atomic<std::int64_t> claimed_{0};  // The latest instant, in microseconds since 1970.
  std::atomic<bool> started_ = false;
  std::atomic<bool> busy_ = false;     // A run goes on, of a job whose runs do not overlap.
  std::atomic<bool> waiting_ = false;  // And another waits for it.
  std::atomic<std::int64_t> running_ = 0;
  std::atomic<std::uint64_t> done_ = 0;
  std::atomic<std::uint64_t> failed_ = 0;
  std::atomic<std::uint64_t> retried_ = 0;
  std::atomic<std::uint64_t> cancelled_ = 0;
  std::atomic<std::uint64_t> skipped_ = 0;
  std::atomic<std::int64_t> last_success_ = 0;  // In seconds since 1970.
  Latency taken_;
  KeptRuns kept_;
};

}  // namespace saki
