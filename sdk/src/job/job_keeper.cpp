// SPDX-License-Identifier: Apache-2.0
#include "job/job_keeper.h"

#include <algorithm>

#include "saki/http_error.h"
#include "saki/log/log_stream.h"
#include "saki/uuid.h"

namespace saki {
namespace {

// A run that is to be kept: counted from here on, unless keeping it came to nothing.
class Counted {
 public:
  explicit Counted(KeptRuns& runs) : runs_(runs), counts_(runs.add()) {}
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  ~Counted() {
    if (counts_) runs_.remove();
  }
  [[nodiscard]] bool counts() const noexcept { return counts_; }
  void stays() noexcept { counts_ = false; }

 private:
  KeptRuns& runs_;
  bool counts_;
};

// No backoff lasts so long: what is further ahead was written by a clock that was, or is damaged.
bool is_due(const KeptRun& run, WallTime now) noexcept { return run.next <= now || run.next > now + Job::kMostAhead; }

}  // namespace

Task<std::string> JobDesk::JobKeeper::put(Job& job, std::string arguments) {
  const JobRoom& room = desk_.room_;
  if (arguments.size() > room.argument_bytes) {
    log().warn("a job is refused", {{"job", job.name()}, {"beyond", "jobs.argument_bytes"}, {"bytes", arguments.size()}});
    throw ContentTooLarge("That is too much for a job").cause("jobs.argument_bytes");
  }
  Counted counted(job.kept());
  if (!counted.counts()) throw ServiceUnavailable("Too many jobs were asked for already").cause("jobs.durable: " + job.name());
  const std::string id = Uuid::of_time(desk_.here_.now()).text();
  Holds in_hand = job.kept().take(id);
  const StoreAccess store = store_of(job);
  KeptEntry entry(store, id, job.kept(), log());
  co_await entry.create(KeptRun(desk_.now(), std::move(arguments)));
  counted.stays();
  if (!begin(job, id, in_hand)) desk_.running_.spawn(wait_for_place, std::ref(*this), std::ref(job), id, std::move(in_hand));
  co_return id;
}

Task<> JobDesk::JobKeeper::wait_for_place(Self self, std::reference_wrapper<Job> job, std::string id, Holds in_hand) {
  JobKeeper& keeper = self;
  bool goes_on = true;
  while (goes_on && !keeper.begin(job, id, in_hand)) goes_on = co_await keeper.desk_.pauses_.pause(kSoon);
}

void JobDesk::JobKeeper::begin_looking() { desk_.running_.spawn(look_now_and_then, std::ref(*this)); }

Task<> JobDesk::JobKeeper::look_now_and_then(Self self) {
  JobKeeper& keeper = self;
  JobDesk& desk = keeper.desk_;
  for (bool goes_on = true; goes_on;) {
    keeper.crowded_ = false;
    for (const auto& job : desk.room_.jobs) {
      if (job->options().durable) co_await keeper.look(*job);
    }
    goes_on = co_await desk.pauses_.pause(keeper.crowded_ ? kSoon : desk.room_.lease);
  }
}

Task<> JobDesk::JobKeeper::look(Job& job) {
  if (!job.kept().asides_are_known()) co_await count_asides(job);
  const StoreAccess store = store_of(job);
  const std::int64_t before = job.kept().changes();
  std::int64_t found = 0;
  StoreScan scan{std::string(KeptEntry::kKept)};
  do {
    const StoreResult<StorePage> page = co_await store.try_scan(scan);
    if (!page) {
      tell_store_error(log(), "the store does not tell what jobs it keeps", store, page.error());
      co_return;
    }
    for (const StoreEntry& entry : page->entries) consider(job, entry.key.substr(KeptEntry::kKept.size()), entry.value);
    found += static_cast<std::int64_t>(page->entries.size());
    scan.after = page->next;
  } while (!scan.after.empty());
  job.kept().counted(found, before);
}

Task<> JobDesk::JobKeeper::count_asides(Job& job) {
  const StoreAccess store = store_of(job);
  std::int64_t found = 0;
  StoreScan scan{std::string(KeptEntry::kAsides)};
  do {
    const StoreResult<StorePage> page = co_await store.try_scan(scan);
    if (!page) co_return;  // look() tells.
    found += static_cast<std::int64_t>(page->entries.size());
    scan.after = page->next;
  } while (!scan.after.empty());
  job.kept().counted_asides(found);
}

void JobDesk::JobKeeper::consider(Job& job, const std::string& id, std::string_view text) {
  if (!desk_.room_.enabled) return;
  const std::optional<KeptRun> run = KeptRun::parse(text);
  if (run && !is_due(*run, desk_.now())) return;
  Holds in_hand = job.kept().take(id);
  if (in_hand != nullptr && !begin(job, id, std::move(in_hand))) crowded_ = true;
}

bool JobDesk::JobKeeper::begin(Job& job, const std::string& id, Holds in_hand) {
  if (desk_.pauses_.ended()) return true;  // The next process finds it.
  Holds place = desk_.room_.places.take();
  if (place == nullptr) return false;
  desk_.running_.spawn(work_on, std::ref(*this), std::ref(job), id, std::move(in_hand), std::move(place));
  return true;
}

Task<> JobDesk::JobKeeper::work_on(Self self, std::reference_wrapper<Job> job, std::string id, Holds /*in_hand*/, Holds /*place*/) {
  JobKeeper& keeper = self;
  for (bool goes_on = true; goes_on;) {
    const std::optional<WallTime> next = co_await keeper.try_under_lease(job, id);
    if (!next) co_return;
    goes_on = co_await keeper.desk_.pauses_.pause(std::max(*next - keeper.desk_.now(), std::chrono::microseconds(0)));
  }
}

// When it is to be tried again, by who is there then; nothing where it has ended, or is another's.
Task<std::optional<WallTime>> JobDesk::JobKeeper::try_under_lease(Job& job, std::string_view id) {
  const StoreAccess store = store_of(job);
  KeptEntry entry(store, id, job.kept(), log());
  JobLease lease(store, entry.lock_key(), desk_.room_.lease, log());
  const bool mine = co_await lease.take();
  if (!mine) co_return std::nullopt;
  const std::optional<WallTime> next = co_await try_once(job, lease, entry);
  co_await lease.give_back();
  co_return next;
}

Task<std::optional<WallTime>> JobDesk::JobKeeper::try_once(Job& job, JobLease& lease, KeptEntry& entry) {
  const bool there = co_await entry.read();
  if (!there) co_return std::nullopt;
  KeptRun& run = entry.run();
  if (!is_due(run, desk_.now())) co_return run.next;
  if (run.cut_off() >= kMostCutOff) {
    static_cast<void>(
        co_await entry.set_aside("it was begun again and again, and its end never told: its process ended, or the store was away"));
    co_return std::nullopt;
  }
  const std::optional<std::uint64_t> fence = co_await lease.fence();
  if (!fence) co_return std::nullopt;  // The next look finds it.
  ++run.begun;
  const bool written = co_await entry.write();
  if (!written) co_return std::nullopt;
  const JobTicket ticket{.job = job.name(), .due = run.due, .arguments = run.arguments, .fence = *fence, .id = entry.id()};
  JobAttempt ended;
  const bool held = co_await lease.hold(attempt(job, ticket, run.failed + 1, ended));
  if (!held) {
    log().error("a job was cancelled: its lock was lost", {{"job", job.name()}});
    co_return std::nullopt;
  }
  co_return co_await settle(job, entry, ended);
}

Task<> JobDesk::JobKeeper::attempt(Job& job, const JobTicket& ticket, unsigned number, JobAttempt& ended) {
  ended = co_await desk_.attempt(job, ticket, number);
}

Task<std::optional<WallTime>> JobDesk::JobKeeper::settle(Job& job, KeptEntry& entry, const JobAttempt& ended) {
  KeptRun& run = entry.run();
  if (ended.tries_again) {
    ++run.failed;
    run.next = desk_.now() + std::chrono::duration_cast<std::chrono::microseconds>(desk_.backoff_after(job, run.failed));
    const bool written = co_await entry.write();
    co_return written ? std::optional(run.next) : std::nullopt;
  }
  if (ended.refused)
    static_cast<void>(co_await entry.set_aside("its arguments are not those of the job"));
  else
    static_cast<void>(co_await entry.remove());
  co_return std::nullopt;
}

}  // namespace saki
