// SPDX-License-Identifier: Apache-2.0
#include "lease.h"

#include <string>
#include <utility>

#include "saki/mysql/error.h"

namespace saki {

std::optional<DatabaseError> MysqlLease::push(std::shared_ptr<DatabaseJob> job) {
  if (closed_) return MysqlError(closed_->kind(), closed_->text(), job->sql(), {}, closed_->code());
  if (count_ >= limit_) {
    return MysqlError(DatabaseErrorKind::Exhausted,
                      std::to_string(count_) + " calls wait in the transaction already, as many as queue_limit allows", job->sql());
  }
  job->measured_by(&meter_);
  jobs_.push_back(*job);
  ++count_;
  DatabaseJob& self = *job;
  self.held_by(this, std::move(job));
  if (bell_ != nullptr) bell_->ring_soon();
  return {};
}

void MysqlLease::close(const DatabaseError& reason) {
  if (closed_) return;
  closed_ = reason;
  while (const std::shared_ptr<DatabaseJob> job = take()) {
    job->fail(MysqlError(reason.kind(), reason.text(), job->sql(), {}, reason.code()));
    job->finish();
  }
  if (bell_ != nullptr) bell_->ring_soon();
}

std::shared_ptr<DatabaseJob> MysqlLease::take() noexcept {
  if (jobs_.empty()) return nullptr;
  --count_;
  return jobs_.pop_front().let_go();
}

void MysqlLease::abandoned(DatabaseJob& job) noexcept {
  const std::shared_ptr<DatabaseJob> removed = job.let_go();
  job.unlink();
  --count_;
}

}  // namespace saki
