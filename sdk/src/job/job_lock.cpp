// SPDX-License-Identifier: Apache-2.0
#include "job/job_lock.h"

#include <charconv>

#include "job/job.h"
#include "saki/log/log_stream.h"

namespace saki {
namespace {

constexpr const char* kLock = "lock";
constexpr std::string_view kDone = "done";

std::int64_t number_of(std::string_view text) noexcept {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::int64_t number_of(WallTime time) noexcept { return time.time_since_epoch().count(); }

}  // namespace

JobLock::JobLock(const StoreAccess& store, Duration lease, LogStream& log, JobPauses& pauses)
    : store_(store), length_(lease), log_(log), pauses_(pauses), lease_(store, kLock, lease, log) {}

Task<std::optional<std::uint64_t>> JobLock::acquire(Loop& loop, WallTime due, WallTime give_up) {
  for (;;) {
    const bool mine = co_await lease_.take();
    const bool done = co_await is_done(due);
    std::optional<std::uint64_t> fence;
    if (mine && !done) fence = co_await lease_.fence();
    if (fence) co_return fence;
    if (mine) co_await lease_.give_back();
    if (done) co_return std::nullopt;
    gave_up_ = loop.clock().wall() >= give_up;
    const bool goes_on = !gave_up_ && co_await pauses_.pause(length_ / 3);
    if (!goes_on) co_return std::nullopt;
  }
}

Task<bool> JobLock::is_done(WallTime due) {
  const StoreResult<std::optional<std::string>> text = co_await store_.try_get(kDone);
  if (!text) tell_store_error(log_, "the store does not say whether a job is done", store_, text.error());
  if (!text || !*text) co_return false;
  const std::int64_t done = number_of(**text);
  co_return done >= number_of(due) && done <= number_of(Loop::current()->clock().wall() + Job::kMostAhead);
}

Task<> JobLock::release(WallTime due) {
  const StoreResult<void> told = co_await store_.try_set(kDone, std::to_string(number_of(due)));
  if (!told) tell_store_error(log_, "the store was not told that a job is done", store_, told.error());
  co_await lease_.give_back();
}

}  // namespace saki
