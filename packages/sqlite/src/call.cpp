// SPDX-License-Identifier: Apache-2.0
#include "saki/sqlite/call.h"

#include <string>

#include "core.h"
#include "queue.h"
#include "saki/base/check.h"

namespace saki {
namespace {

Loop& current_loop() {
  SAKI_CHECK(Loop::current() != nullptr, "a database is called from a loop's thread");
  return *Loop::current();
}

std::string seconds(Duration duration) {
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
  return milliseconds % 1000 == 0 ? std::to_string(milliseconds / 1000) + " s" : std::to_string(milliseconds) + " ms";
}

}  // namespace

SqliteWait::SqliteWait(SqliteCore& core, std::shared_ptr<SqliteLease> lease, std::shared_ptr<SqliteJob> job, Duration limit)
    : Timer(current_loop(), "sqlite call"), core_(core), lease_(std::move(lease)), job_(std::move(job)), limit_(limit) {}

SqliteWait::~SqliteWait() { withdraw(); }

bool SqliteWait::start() {
  job_->go_home_to(Timer::loop(), *this);
  refusal_ = lease_ ? lease_->push(job_) : core_.submit(job_);
  if (refusal_) {
    detach();
    return false;
  }
  pending_ = true;
  if (limit_ > Duration::zero()) start_after(limit_);
  return true;
}

void SqliteWait::withdraw() noexcept {
  Timer::cancel();
  if (std::exchange(pending_, false)) job_->abandon();
}

void SqliteWait::expire() {
  timed_out_ = true;
  withdraw();
  complete();
}

void SqliteWait::delivered() noexcept {
  pending_ = false;
  Timer::cancel();
  complete();
}

std::optional<SqliteError> SqliteWait::failure() const {
  if (was_cancelled()) return SqliteError(DatabaseErrorKind::Cancelled, "the call was cancelled", job_->sql());
  if (refusal_) return refusal_;
  if (timed_out_) return SqliteError(DatabaseErrorKind::Timeout, "the database did not answer within " + seconds(limit_), job_->sql());
  return job_->error();
}

void SqliteWait::throw_failure() const {
  if (was_cancelled()) throw Cancelled();
  if (auto error = failure()) throw *std::move(error);
}

}  // namespace saki
