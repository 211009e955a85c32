// SPDX-License-Identifier: Apache-2.0
#include "job/job_desk.h"

#include "job/job_clock.h"
#include "job/job_keeper.h"
#include "job/job_lock.h"
#include "saki/log/log_stream.h"
#include "saki/task/with_timeout.h"
#include "text/exception_text.h"

namespace saki {
namespace {

using std::chrono::milliseconds;

constexpr Duration kLongestBackoff = std::chrono::hours{1};

// What ended an attempt that took too long.
class JobTimedOut final : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override { return "it took longer than its timeout"; }
};

// A run of a job whose runs do not overlap; another may have come to wait for its end.
class Seat {
 public:
  explicit Seat(Job& job) noexcept : job_(job), taken_(job.begin_run()) {}
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;
  ~Seat() {
    while (taken_) taken_ = job_.end_run();
  }
  [[nodiscard]] bool taken() const noexcept { return taken_; }
  void end() noexcept { taken_ = job_.end_run(); }

 private:
  Job& job_;
  bool taken_;
};

// Counts an attempt, also where it is dropped.
class Attempt {
 public:
  Attempt(Job& job, const Clock& clock) noexcept : job_(job), clock_(clock), begun_(clock.monotonic()) { job_.begin_attempt(); }
  Attempt(const Attempt&) = delete;
  Attempt& operator=(const Attempt&) = delete;
  ~Attempt() { job_.end_attempt(outcome, taken(), clock_.wall()); }

  [[nodiscard]] Duration taken() const noexcept { return clock_.monotonic() - begun_; }
  Job::Outcome outcome = Job::Outcome::Cancelled;

 private:
  Job& job_;
  const Clock& clock_;
  const MonotonicTime begun_;
};

}  // namespace

JobDesk::JobDesk(Surroundings& here, const JobRoom& room)
    : here_(here),
      room_(room),
      pauses_(here.loop()),
      random_(std::random_device()()),
      keeper_(std::make_unique<JobKeeper>(*this)),
      running_(here.loop(), "jobs") {}

JobDesk::~JobDesk() {
  clocks_.clear();
  running_.cancel();
  running_.drop();
}

WallTime JobDesk::now() const noexcept { return here_.loop().clock().wall(); }

void JobDesk::keep_time() {
  for (const auto& job : room_.jobs) {
    clocks_.push_back(std::make_unique<JobClock>(*this, *job));
    clocks_.back()->plan();
    if (job->options().on_start && job->claim_start()) begin(*job, {.job = job->name(), .due = now()}, nullptr);
  }
}

void JobDesk::look_for_kept() { keeper_->begin_looking(); }
Task<std::string> JobDesk::put(Job& job, std::string arguments) { return keeper_->put(job, std::move(arguments)); }

void JobDesk::begin(Job& job, JobTicket ticket, std::shared_ptr<void> until_ended) {
  running_.spawn(run_asked, std::ref(*this), std::ref(job), std::move(ticket), std::move(until_ended));
}

Task<> JobDesk::drain() {
  clocks_.clear();
  pauses_.end();
  co_await running_.join();
}

Task<> JobDesk::run_asked(Self self, std::reference_wrapper<Job> job, JobTicket ticket, std::shared_ptr<void> /*until_ended*/) {
  co_await self.get().run_quietly(job, ticket);
}

Task<> JobDesk::run_due(Self self, std::reference_wrapper<Job> job, WallTime due) {
  JobDesk& desk = self;
  const bool goes_on = co_await desk.pauses_.pause(desk.random_up_to(job.get().options().jitter));
  if (!goes_on) co_return;
  if (desk.room_.shared)
    co_await desk.run_locked(job, due);
  else
    co_await desk.run_alone(job, due);
}

Task<> JobDesk::run_alone(Job& job, WallTime due) {
  Seat seat(job);
  if (!seat.taken()) here_.log().info("a job is left out: its last run goes on", {{"job", job.name()}});
  while (seat.taken()) {
    const JobTicket ticket{.job = job.name(), .due = due};
    co_await run_quietly(job, ticket);
    seat.end();
    due = now();
  }
}

Task<> JobDesk::run_locked(Job& job, WallTime due) {
  const StoreAccess store = room_.shared->below(job.name() + ":");
  JobLock lock(store, room_.lease, here_.log(), pauses_);
  const WallTime give_up = job.next_after(due).value_or(WallTime::max());
  const std::optional<std::uint64_t> fence = co_await lock.acquire(here_.loop(), due, give_up);
  if (lock.gave_up()) {
    job.count_skipped();
    here_.log().info("a job is left out: another machine is at it", {{"job", job.name()}});
  }
  if (!fence) co_return;
  const JobTicket ticket{.job = job.name(), .due = due, .fence = *fence};
  const bool held = co_await lock.lease().hold(run_quietly(job, ticket));
  if (!held) {
    here_.log().error("a job was cancelled: its lock was lost", {{"job", job.name()}});
    co_return;
  }
  co_await lock.release(due);
}

// The log was told of what it throws.
Task<> JobDesk::run_quietly(Job& job, const JobTicket& ticket) {
  try {
    co_await run_attempts(job, ticket);
  } catch (const Cancelled&) {
    throw;
  } catch (...) {
  }
}

Task<> JobDesk::run(Job& job, JobTicket ticket) { co_await run_attempts(job, ticket); }

Task<> JobDesk::run_attempts(Job& job, const JobTicket& ticket) {
  for (unsigned number = 1;; ++number) {
    const JobAttempt ended = co_await attempt(job, ticket, number);
    if (!ended.failure) co_return;
    const bool tries_again = ended.tries_again && co_await pauses_.pause(backoff_after(job, number));
    if (!tries_again) std::rethrow_exception(ended.failure);
  }
}

Task<JobAttempt> JobDesk::attempt(Job& job, const JobTicket& ticket, unsigned number) {
  JobRun run(here_.context(), ticket, number);
  Attempt counted(job, here_.loop().clock());
  JobAttempt ended;
  try {
    if (job.options().timeout > Duration::zero()) {
      const Result<> in_time = co_await with_timeout(job.options().timeout, job.handler()(run));
      if (!in_time) throw JobTimedOut();
    } else {
      co_await job.handler()(run);
    }
    counted.outcome = Job::Outcome::Done;
  } catch (const Cancelled&) {
    throw;
  } catch (...) {
    ended.failure = std::current_exception();
  }
  const std::int64_t taken = std::chrono::duration_cast<milliseconds>(counted.taken()).count();
  if (!ended.failure) {
    here_.log().info("a job was done", {{"job", job.name()}, {"attempt", number}, {"milliseconds", taken}});
    co_return ended;
  }
  const bool goes_on = !pauses_.ended() || !ticket.id.empty();  // What is kept is tried by the next process.
  ended.refused = run.arguments_refused();
  ended.tries_again = number <= job.options().retry && goes_on && !ended.refused;
  counted.outcome = ended.tries_again ? Job::Outcome::Retried : Job::Outcome::Failed;
  const std::string reason = text::exception_text(ended.failure);
  here_.log().write(
      ended.tries_again ? LogLevel::Warn : LogLevel::Error, ended.tries_again ? "a job failed and will be tried again" : "a job failed",
      std::array{LogField("job", job.name()), LogField("attempt", number), LogField("milliseconds", taken), LogField("reason", reason)});
  co_return ended;
}

Duration JobDesk::random_up_to(Duration most) {
  if (most <= Duration::zero()) return Duration::zero();
  return Duration(std::uniform_int_distribution<Duration::rep>(0, most.count())(random_));
}

Duration JobDesk::backoff_after(const Job& job, unsigned attempt) {
  Duration wait = std::min(job.options().backoff, kLongestBackoff);
  for (unsigned each = 1; each < attempt && wait < kLongestBackoff; ++each) wait *= 2;
  wait = std::min(wait, kLongestBackoff);
  return wait - wait / 4 + random_up_to(wait / 4);
}

}  // namespace saki
