// SPDX-License-Identifier: Apache-2.0
#include "job/job_lease.h"

#include "saki/log/log_stream.h"
#include "saki/task/sleep.h"
#include "saki/task/task_scope.h"
#include "saki/uuid.h"

namespace saki {

JobLease::JobLease(const StoreAccess& store, std::string key, Duration length, LogStream& log)
    : store_(store), key_(std::move(key)), length_(length), log_(log), token_(Uuid::random().text()) {}

Task<bool> JobLease::take() {
  asked_ = Loop::current()->clock().monotonic();
  const StoreResult<bool> added = co_await store_.try_add(key_, token_, length_);
  if (!added) tell_store_error(log_, "the store does not say who runs a job", store_, added.error());
  co_return added && *added;
}

Task<> JobLease::give_back() {
  const StoreResult<bool> freed = co_await store_.try_compare_and_remove(key_, token_);
  if (!freed) tell_store_error(log_, "a job's lock was not given back", store_, freed.error());
}

Task<std::optional<std::uint64_t>> JobLease::fence() {
  const StoreResult<std::int64_t> fence = co_await store_.try_increment("fence");
  if (!fence) tell_store_error(log_, "a job's run waits: the store does not say its fence", store_, fence.error());
  co_return fence ? std::optional(static_cast<std::uint64_t>(*fence)) : std::nullopt;
}

Task<bool> JobLease::hold(Task<> work) {
  if (Loop::current()->clock().monotonic() >= asked_ + length_) co_return false;
  detail::InnerLine line(detail::InnerLineKind::Linked);
  co_await line.enter();
  detail::CancelTimer lost(*Loop::current(), line.line());
  lost.start_at(asked_ + length_);
  TaskScope guarding(*Loop::current(), "job lease");
  guarding.spawn(guard, std::ref(*this), std::ref(lost));
  Task<> held = std::move(work);  // Ends before the line it runs in.
  try {
    co_await std::move(held);
  } catch (const Cancelled&) {
    if (!lost.expired() || line.outer_cancelled()) throw;
  }
  co_return !lost.expired();
}

// Once the lease is another's, the work is cancelled from the loop.
Task<> JobLease::guard(Self self, End end) {
  co_await self.get().renew(end);
  end.get().start_after(Duration::zero());
}

Task<> JobLease::renew(detail::CancelTimer& end) {
  const Clock& clock = Loop::current()->clock();
  for (MonotonicTime last = asked_;;) {
    co_await sleep(last + length_ / 3 - clock.monotonic());
    last = clock.monotonic();
    const StoreResult<bool> renewed = co_await store_.try_compare_and_set(key_, token_, token_, length_);
    if (!renewed) tell_store_error(log_, "a job's lock was not renewed", store_, renewed.error());
    if (renewed && !*renewed) co_return;
    if (!renewed) continue;
    asked_ = last;
    end.start_at(asked_ + length_);
  }
}

void tell_store_error(LogStream& log, std::string_view what, const StoreAccess& store, const StoreError& error) {
  if (error.kind() != StoreErrorKind::Cancelled) log.warn(what, {{"key", store.prefix()}, {"reason", error.what()}});
}

}  // namespace saki
