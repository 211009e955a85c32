// SPDX-License-Identifier: Apache-2.0
#include "saki/database_call.h"

#include <algorithm>
#include <string>
#include <vector>

#include "database/pending_calls.h"
#include "saki/base/check.h"

namespace saki {
namespace {

struct PendingCalls {
  const Loop* loop;
  unsigned count;
};
thread_local std::vector<PendingCalls> pending_calls;  // Of this thread's loops that have any: one, but where a test has several.

auto find_pending(const Loop& loop) noexcept { return std::ranges::find(pending_calls, &loop, &PendingCalls::loop); }

void begin_call(const Loop& loop) {
  const auto found = find_pending(loop);
  if (found == pending_calls.end())
    pending_calls.push_back({&loop, 1});
  else
    ++found->count;
}

bool end_call(const Loop& loop, bool& pending) noexcept {
  if (!std::exchange(pending, false)) return false;
  const auto found = find_pending(loop);
  if (found != pending_calls.end() && --found->count == 0) pending_calls.erase(found);  // None where the loop's thread has ended.
  return true;
}

Loop& current_loop() {
  SAKI_CHECK(Loop::current() != nullptr, "a database is called from a loop's thread");
  return *Loop::current();
}

std::string in_words(Duration duration) {
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
  return milliseconds % 1000 == 0 ? std::to_string(milliseconds / 1000) + " s" : std::to_string(milliseconds) + " ms";
}

}  // namespace

bool has_pending_database_calls(const Loop& loop) noexcept { return find_pending(loop) != pending_calls.end(); }

DatabaseWait::DatabaseWait(DatabaseEngine& engine, std::shared_ptr<DatabaseLease> lease, std::shared_ptr<DatabaseJob> job, Duration limit)
    : Timer(current_loop(), "database call"), engine_(engine), lease_(std::move(lease)), job_(std::move(job)), limit_(limit) {}

DatabaseWait::~DatabaseWait() { withdraw(); }

DatabaseWait::Sending DatabaseWait::send(Loop& loop) {
  job_->go_home_to(loop, *this);
  refusal_ = lease_ ? lease_->push(job_) : engine_.submit(job_);
  return refusal_ ? Sending::Refused : Sending::Sent;
}

bool DatabaseWait::start() {
  begin_call(Timer::loop());
  pending_ = true;  // The answer may come at once.
  if (send(Timer::loop()) != Sending::Sent) {
    end_call(Timer::loop(), pending_);
    detach();
    return false;
  }
  if (pending_ && limit_ > Duration::zero()) start_after(limit_);
  return true;
}

void DatabaseWait::withdraw() noexcept {
  Timer::cancel();
  if (end_call(Timer::loop(), pending_)) job_->abandon();
}

void DatabaseWait::expire() {
  timed_out_ = true;
  withdraw();
  complete();
}

void DatabaseWait::delivered() noexcept {
  end_call(Timer::loop(), pending_);
  Timer::cancel();
  complete();
}

void DatabaseWait::delivered_soon() noexcept {
  end_call(Timer::loop(), pending_);
  Timer::cancel();
  complete_soon(Timer::loop());
}

std::optional<DatabaseError> DatabaseWait::own_failure() const {
  const auto failure = [this](DatabaseErrorKind kind, std::string text) {
    return DatabaseError(kind, std::move(text), job_->sql(), {}, engine_.dialect());
  };
  if (was_cancelled()) return failure(DatabaseErrorKind::Cancelled, "the call was cancelled");
  if (refusal_) return refusal_;
  if (timed_out_) return failure(DatabaseErrorKind::Timeout, "the database did not answer within " + in_words(limit_));
  return {};
}

std::optional<DatabaseError> DatabaseWait::failure() const {
  if (auto own = own_failure()) return own;
  return job_->error();
}

void DatabaseWait::throw_failure() const {
  if (was_cancelled()) throw Cancelled();
  if (auto error = failure()) throw *std::move(error);
}

}  // namespace saki
