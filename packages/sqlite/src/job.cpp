// SPDX-License-Identifier: Apache-2.0
#include "saki/sqlite/job.h"

#include "queue.h"
#include "saki/sqlite/call.h"

namespace saki {

SqliteJob::SqliteJob(SqliteJobKind kind, std::string_view sql, std::vector<SqlValue> parameters)
    : kind_(kind), sql_(sql), parameters_(std::move(parameters)) {}

SqliteJob::~SqliteJob() {
  if (lease_) lease_->close(SqliteError(DatabaseErrorKind::Cancelled, "nobody waited for the transaction any more"));
}

bool SqliteJob::take(const RowReader&, std::span<const int>) { return true; }

void SqliteJob::go_home_to(Loop& loop, SqliteWait& waiter) noexcept {
  home_ = &loop;
  waiter_ = &waiter;
}

void SqliteJob::abandon() noexcept {
  waiter_ = nullptr;
  {
    const std::lock_guard lock(mutex_);
    abandoned_.store(true, std::memory_order_relaxed);
    wake_.notify_all();
  }
  if (SqliteQueue* queue = queue_.load(std::memory_order_relaxed)) queue->remove(*this);
}

void SqliteJob::finish() noexcept {
  const std::lock_guard lock(mutex_);  // Once abandoned, the home loop may be gone.
  if (abandoned()) return;
  home_->post("sqlite", [job = shared_from_this()] { job->deliver(); });
}

void SqliteJob::deliver() noexcept {
  if (waiter_ != nullptr) std::exchange(waiter_, nullptr)->delivered();
}

bool SqliteJob::rest(std::chrono::milliseconds pause) {
  std::unique_lock lock(mutex_);
  return !wake_.wait_for(lock, pause, [this] { return abandoned(); });
}

void SqliteJob::set_lease(std::shared_ptr<SqliteLease> lease) noexcept { lease_ = std::move(lease); }
std::shared_ptr<SqliteLease> SqliteJob::take_lease() noexcept { return std::move(lease_); }

}  // namespace saki
