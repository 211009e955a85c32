// SPDX-License-Identifier: Apache-2.0
#include "job/job.h"

namespace saki {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::seconds;

constexpr Duration kLeastEvery = std::chrono::milliseconds{1};

bool below_zero(Duration each) noexcept { return each < Duration::zero(); }

}  // namespace

std::string Job::settle() {
  if (name_.empty()) return "a job needs a name";
  if (options_.every != Duration::zero() && !options_.cron.empty()) return "'every' and 'cron' are two clocks for one job";
  if (options_.every != Duration::zero() && options_.every < kLeastEvery) return "a job cannot run all the time";
  if (below_zero(options_.backoff) || below_zero(options_.timeout) || below_zero(options_.jitter)) return "a time below zero";
  if (options_.cron.empty()) return {};
  auto cron = Cron::parse(options_.cron);
  if (!cron) return cron.error();
  cron_ = *cron;
  return {};
}

std::optional<WallTime> Job::next_after(WallTime time) const noexcept {
  if (cron_) return cron_->next_after(time);
  const auto step = duration_cast<microseconds>(options_.every);
  if (step <= microseconds::zero()) return std::nullopt;
  const microseconds since = time.time_since_epoch();
  const auto whole = since.count() >= 0 ? since / step : (since - step + microseconds(1)) / step;
  return WallTime((whole + 1) * step);
}

bool Job::claim(WallTime due, WallTime now) noexcept {
  const std::int64_t wanted = due.time_since_epoch().count();
  std::int64_t latest = claimed_.load();
  const std::int64_t believable = (now + kMostAhead).time_since_epoch().count();
  while (latest < wanted || latest > believable) {
    if (claimed_.compare_exchange_weak(latest, wanted)) return true;
  }
  return false;
}

bool Job::begin_run() noexcept {
  if (options_.overlap == JobOverlap::Allow || !busy_.exchange(true)) return true;
  const bool queued = options_.overlap == JobOverlap::Queue && !waiting_.exchange(true);
  if (!queued) count_skipped();
  return queued && !busy_.exchange(true) && waiting_.exchange(false);  // Where the other ended just now.
}

bool Job::end_run() noexcept {
  if (options_.overlap == JobOverlap::Allow) return false;
  if (waiting_.exchange(false)) return true;
  busy_.store(false);
  return waiting_.load() && !busy_.exchange(true) && waiting_.exchange(false);
}

void Job::end_attempt(Outcome outcome, Duration taken, WallTime now) noexcept {
  running_.fetch_sub(1, std::memory_order_relaxed);
  taken_.record(taken);
  switch (outcome) {
    case Outcome::Done:
      ++done_;
      last_success_.store(duration_cast<seconds>(now.time_since_epoch()).count(), std::memory_order_relaxed);
      return;
    case Outcome::Failed: ++failed_; return;
    case Outcome::Retried: ++retried_; return;
    case Outcome::Cancelled: ++cancelled_; return;
  }
}

void Job::measure(Measures& measures) const {
  const auto count = [&](std::string_view outcome, const std::atomic<std::uint64_t>& value) {
    measures.counter("job_attempts_total", "Attempts at runs of jobs, by what became of them.", value.load(std::memory_order_relaxed),
                     {{"job", name_}, {"outcome", outcome}});
  };
  count("done", done_);
  count("failed", failed_);
  count("retried", retried_);
  count("cancelled", cancelled_);
  measures.counter("job_skipped_total", "Runs that were due and left out.", skipped_.load(std::memory_order_relaxed), {{"job", name_}});
  measures.gauge("job_running", "Attempts that go on.", running_.load(std::memory_order_relaxed), {{"job", name_}});
  measures.gauge("job_last_success_seconds", "When a run was last done, since 1970; 0 for never.",
                 last_success_.load(std::memory_order_relaxed), {{"job", name_}});
  if (options_.durable)
    measures.gauge("job_kept", "Runs in the store that have not ended, as last looked.", kept_.count(), {{"job", name_}});
  measures.latency("job_seconds", "How long attempts took.", taken_, {{"job", name_}});
}

}  // namespace saki
