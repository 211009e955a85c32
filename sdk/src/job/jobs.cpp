// SPDX-License-Identifier: Apache-2.0
#include "saki/jobs.h"

#include <algorithm>
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

constexpr const char* kForgets = "its runs lie in the service's store, which does not keep them";
constexpr const char* kKeepIt = "store: {memory: {folder: store, eviction: refuse}}, or {backend: sqlite}, or {backend: redis}";

std::shared_ptr<void> take_place(const JobPlaces& places) {
  std::shared_ptr<void> place = places.take();
  if (place == nullptr) throw ServiceUnavailable("Too many jobs were asked for already").cause("jobs.enqueued");
  return place;
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
    bool first = false;
    {
      const std::lock_guard lock(mutex_);
      first = desks_.empty();
      desks_.emplace_back(&here.loop(), std::move(desk));
    }
    if (room.enabled) opened.keep_time();
    if (room.kept && first) opened.look_for_kept();
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

  void find_store(const PackageContext& context, Diagnostics& diagnostics) {
    auto* const engine = context.offers().find<StoreEngine>("store");
    const auto durable = std::ranges::find_if(room.jobs, [](const auto& each) { return each->options().durable; });
    const bool told = engine == nullptr && !diagnostics.empty();  // Why the store is not there.
    if (durable != room.jobs.end() && !told && (engine == nullptr || !engine->kept())) {
      diagnostics.add(context.config().place("store.backend"), "job-store", "the job '" + (*durable)->name() + "' is durable: " + kForgets,
                      kKeepIt);
    }
    if (engine == nullptr) return;
    const StoreAccess store(*engine, engine->options().prefix + "jobs:" + context.service_name() + ":");
    if (engine->shared()) room.shared = store;
    if (durable != room.jobs.end()) room.kept = store;
  }

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
  if (asked.options().durable) throw std::invalid_argument("the job " + asked.name() + " is durable: co_await enqueue_durable()");
  JobTicket ticket{.job = asked.name(), .due = Loop::current()->clock().wall(), .arguments = std::move(arguments)};
  board_->desk(Loop::current()).begin(asked, std::move(ticket), take_place(board_->room.places));
}

Task<std::string> Jobs::enqueue_durable(std::string job, std::string arguments) {
  Job& asked = board_->job(job);
  if (!asked.options().durable) throw std::invalid_argument("the job " + asked.name() + " is not durable");
  std::string id = co_await board_->desk(Loop::current()).put(asked, std::move(arguments));
  co_return id;
}

Task<> Jobs::run(std::string job, std::string arguments) {
  Job& asked = board_->job(job);
  const std::shared_ptr<void> place = take_place(board_->room.places);
  JobTicket ticket{.job = asked.name(), .due = Loop::current()->clock().wall(), .arguments = std::move(arguments)};
  co_await board_->desk(Loop::current()).run(asked, std::move(ticket));
}

void Jobs::declare_settings(ConfigSchema& schema) { job_settings().declare(schema); }

void Jobs::start(const PackageContext& context, Diagnostics& diagnostics) {
  JobRoom& room = board_->room;
  const JobSettings settings = job_settings().read(context.config());
  room.enabled = settings.enabled;
  room.lease = settings.lease;
  room.argument_bytes = settings.argument_bytes;
  room.places.set_most(settings.enqueued);
  std::set<std::string_view> names;
  for (const auto& job : room.jobs) {
    job->kept().set_most(settings.durable);
    const std::string wrong = names.insert(job->name()).second ? job->settle() : "there are two of that name";
    if (!wrong.empty()) diagnostics.add({.file = "jobs"}, "bad-job", "the job '" + job->name() + "': " + wrong);
  }
  board_->find_store(context, diagnostics);
}

void Jobs::begin_work(Surroundings& here) { board_->open_desk(here); }
Task<> Jobs::end_work(Surroundings& here) { return board_->desk(&here.loop()).drain(); }
void Jobs::stop_worker(Loop& loop) noexcept { board_->close_desk(loop); }

void Jobs::measure(Measures& measures) const {
  for (const auto& job : board_->room.jobs) job->measure(measures);
}

}  // namespace saki
