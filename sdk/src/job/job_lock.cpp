// SPDX-License-Identifier: Apache-2.0
#include "job/job_lock.h"

#include <charconv>

#include "job/job.h"
#include "saki/log/log_stream.h"
#include "saki/task/sleep.h"
#include "saki/uuid.h"

namespace saki {
namespace {

constexpr std::string_view kLock = "lock";
constexpr std::string_view kDone = "done";
constexpr std::string_view kFence = "fence";

std::int64_t number_of(std::string_view text) noexcept {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::int64_t number_of(WallTime time) noexcept { return time.time_since_epoch().count(); }

}  // namespace

JobLock::JobLock(const StoreAccess& store, Duration lease, LogStream& log, JobPauses& pauses)
    : store_(store), lease_(lease), log_(log), pauses_(pauses), token_(Uuid::random().text()) {}

Task<std::optional<std::uint64_t>> JobLock::acquire(Loop& loop, WallTime due, WallTime give_up) {
  for (;;) {
    const bool mine = co_await take();
    const bool done = co_await is_done(due);
    if (mine && !done) break;
    if (mine) static_cast<void>(co_await store_.try_compare_and_remove(kLock, token_));
    if (done) co_return std::nullopt;
    gave_up_ = loop.clock().wall() >= give_up;
    const bool goes_on = !gave_up_ && co_await pauses_.pause(lease_ / 3);
    if (!goes_on) co_return std::nullopt;
  }
  const StoreResult<std::int64_t> fence = co_await store_.try_increment(kFence);
  co_return fence ? static_cast<std::uint64_t>(*fence) : 0;
}

Task<bool> JobLock::take() {
  const StoreResult<bool> added = co_await store_.try_add(kLock, token_, lease_);
  if (!added) tell("the store does not say who runs a job", added.error());
  co_return added && *added;
}

Task<bool> JobLock::is_done(WallTime due) {
  const StoreResult<std::optional<std::string>> text = co_await store_.try_get(kDone);
  if (!text) tell("the store does not say whether a job is done", text.error());
  if (!text || !*text) co_return false;
  const std::int64_t done = number_of(**text);
  co_return done >= number_of(due) && done <= number_of(Loop::current()->clock().wall() + Job::kMostAhead);
}

Task<> JobLock::renew() {
  const Clock& clock = Loop::current()->clock();
  MonotonicTime end = clock.monotonic() + lease_;
  while (clock.monotonic() < end) {
    co_await sleep(lease_ / 3);
    const MonotonicTime asked = clock.monotonic();
    const StoreResult<bool> renewed = co_await store_.try_compare_and_set(kLock, token_, token_, lease_);
    if (!renewed) tell("a job's lock was not renewed", renewed.error());
    if (renewed && !*renewed) co_return;
    if (renewed) end = asked + lease_;
  }
}

Task<> JobLock::release(WallTime due) {
  const StoreResult<void> told = co_await store_.try_set(kDone, std::to_string(number_of(due)));
  if (!told) tell("the store was not told that a job is done", told.error());
  const StoreResult<bool> freed = co_await store_.try_compare_and_remove(kLock, token_);
  if (!freed) tell("a job's lock was not given back", freed.error());
}

void JobLock::tell(std::string_view what, const StoreError& error) const {
  if (error.kind() != StoreErrorKind::Cancelled) log_.warn(what, {{"key", store_.prefix()}, {"reason", error.what()}});
}

}  // namespace saki
