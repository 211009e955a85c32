// SPDX-License-Identifier: Apache-2.0
#include "saki/jobs.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <stdexcept>

#include "job/job_desk.h"
#include "job/job_settings.h"
#include "saki/http_error.h"
#include "saki/log/log_stream.h"
#include "saki/offers.h"
#include "saki/store_engine.h"

namespace saki {
namespace {

// The number of runs that were asked for; a place in it is given back when its last holder goes.
std::shared_ptr<void> take_place(const std::shared_ptr<std::atomic<std::uint64_t>>& count, std::uint64_t most) {
  if (count->fetch_add(1) >= most) {
    count->fetch_sub(1);
    throw ServiceUnavailable("Too many jobs were asked for already");
  }
  return {count.get(), [count](void*) { count->fetch_sub(1); }};
}

}  // namespace

class Jobs::Board {  // Affinity: any.
 public:
  void add(std::string name, JobHandler handler, JobOptions options) {
    room.jobs.push_back(std::make_unique<Job>(std::move(name), std::move(handler), std::move(options)));
  }

  [[nodiscard]] Job& job(std::string_view name) const {
    const auto found = std::ranges::find(room.jobs, name, [](const auto& each) -> std::string_view { return each->name(); });
    if (found == room.jobs.end()) throw std::invalid_argument("there is no job " + std::string(name));
    return **found;
  }

  void open_desk(Surroundings& here) {
    auto desk = std::make_unique<JobDesk>(here, room);
    JobDesk& opened = *desk;
    {
      const std::lock_guard lock(mutex_);
      desks_.emplace_back(&here.loop(), std::move(desk));
    }
    if (settings.enabled) opened.keep_time();
  }
  void close_desk(Loop& loop) noexcept {
    std::unique_ptr<JobDesk> closed;  // Ends outside the lock.
    const std::lock_guard lock(mutex_);
    const auto found = find(loop);
    if (found == desks_.end()) return;
    closed = std::move(found->second);
    desks_.erase(found);
  }
  [[nodiscard]] JobDesk& desk(Loop* loop) const {
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find(desks_, loop, &Desks::value_type::first);
    SAKI_CHECK(found != desks_.end(), "a job is asked for on a worker of the service");
    return *found->second;
  }

  JobRoom room;
  JobSettings settings;
  const std::shared_ptr<std::atomic<std::uint64_t>> asked = std::make_shared<std::atomic<std::uint64_t>>(0);

 private:
  using Desks = std::vector<std::pair<Loop*, std::unique_ptr<JobDesk>>>;
  [[nodiscard]] Desks::iterator find(Loop& loop) noexcept { return std::ranges::find(desks_, &loop, &Desks::value_type::first); }

  mutable std::mutex mutex_;
  Desks desks_;
};

Jobs::Jobs() : board_(std::make_unique<Board>()) {}
Jobs::~Jobs() = default;

void Jobs::add(std::string name, JobHandler handler, JobOptions options) {
  board_->add(std::move(name), std::move(handler), std::move(options));
}

void Jobs::enqueue(std::string_view job, std::string arguments) {
  Job& asked = board_->job(job);
  JobTicket ticket{.job = asked.name(), .due = Loop::current()->clock().wall(), .arguments = std::move(arguments)};
  board_->desk(Loop::current()).begin(asked, std::move(ticket), take_place(board_->asked, board_->settings.enqueued));
}

Task<> Jobs::run(std::string job, std::string arguments) {
  Job& asked = board_->job(job);
  const std::shared_ptr<void> place = take_place(board_->asked, board_->settings.enqueued);
  JobTicket ticket{.job = asked.name(), .due = Loop::current()->clock().wall(), .arguments = std::move(arguments)};
  co_await board_->desk(Loop::current()).run(asked, std::move(ticket));
}

void Jobs::declare_settings(ConfigSchema& schema) { job_settings().declare(schema); }

void Jobs::start(const PackageContext& context, Diagnostics& diagnostics) {
  board_->settings = job_settings().read(context.config());
  board_->room.lease = board_->settings.lease;
  std::set<std::string_view> names;
  for (const auto& job : board_->room.jobs) {
    const std::string wrong = names.insert(job->name()).second ? job->settle() : "there are two of that name";
    if (!wrong.empty()) diagnostics.add({.file = "jobs"}, "bad-job", "the job '" + job->name() + "': " + wrong);
  }
  auto* const engine = context.offers().find<StoreEngine>("store");
  if (engine != nullptr && engine->shared())
    board_->room.shared.emplace(*engine, engine->options().prefix + "jobs:" + context.service_name() + ":");
}

void Jobs::begin_work(Surroundings& here) { board_->open_desk(here); }
Task<> Jobs::end_work(Surroundings& here) { return board_->desk(&here.loop()).drain(); }
void Jobs::stop_worker(Loop& loop) noexcept { board_->close_desk(loop); }

void Jobs::measure(Measures& measures) const {
  for (const auto& job : board_->room.jobs) job->measure(measures);
}

}  // namespace saki
