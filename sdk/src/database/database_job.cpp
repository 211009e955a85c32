// SPDX-License-Identifier: Apache-2.0
#include "saki/database_job.h"

#include <utility>

#include "saki/database_call.h"
#include "saki/database_meter.h"

namespace saki {

DatabaseJob::DatabaseJob(DatabaseJobKind kind, std::string_view sql, SqlParameters parameters)
    : kind_(kind), sql_(sql), parameters_(std::move(parameters)) {}

DatabaseJob::~DatabaseJob() {
  if (lease_) lease_->close(DatabaseError(DatabaseErrorKind::Cancelled, "nobody waited for the transaction any more"));
}

bool DatabaseJob::take_attempt() noexcept {
  if (repeated_ || touched_ || abandoned()) return false;
  repeated_ = true;
  error_.reset();
  return true;
}

bool DatabaseJob::take(const RowReader&, std::span<const int>) { return true; }

void DatabaseJob::go_home_to(Loop& loop, DatabaseWait& waiter) noexcept {
  home_ = &loop;
  waiter_ = &waiter;
}

void DatabaseJob::abandon() noexcept {
  const std::shared_ptr<DatabaseJob> alive = shared_from_this();  // The holder may own it.
  waiter_ = nullptr;
  {
    const std::lock_guard lock(mutex_);
    abandoned_.store(true, std::memory_order_relaxed);
    wake_.notify_all();
  }
  if (DatabaseHolder* by = holder()) by->abandoned(*this);
}

void DatabaseJob::finish() noexcept {
  if (meter_ != nullptr) meter_->done(*this);
  Loop* const here = Loop::current();
  if (here != nullptr && here == home_) return go_home();  // Nobody else touches it there, nor writes home_ but that loop.
  const std::lock_guard lock(mutex_);  // Once abandoned, the home loop may be gone.
  go_home();
}

void DatabaseJob::go_home() noexcept {
  finishing();
  if (!abandoned()) tell_home();
}

void DatabaseJob::tell_home() noexcept {
  if (Loop::current() == home_) {
    if (waiter_ != nullptr) std::exchange(waiter_, nullptr)->delivered_soon();
  } else {
    home_->post("database", [job = shared_from_this()] { job->deliver(); });
  }
}

void DatabaseJob::deliver() noexcept {
  if (waiter_ != nullptr) std::exchange(waiter_, nullptr)->delivered();
}

void DatabaseJob::tell_room() noexcept {
  {
    const std::lock_guard lock(mutex_);
    wake_.notify_all();
  }
  if (DatabaseHolder* by = holder()) by->has_room(*this);
}

bool DatabaseJob::rest(std::chrono::milliseconds pause) {
  std::unique_lock lock(mutex_);
  return !wake_.wait_for(lock, pause, [this] { return abandoned(); });
}

bool DatabaseJob::await_room(Time end) {
  std::unique_lock lock(mutex_);
  return wake_.wait_until(lock, end, [this] { return abandoned() || !full(); }) && !abandoned();
}

void DatabaseJob::held_by(DatabaseHolder* holder, std::shared_ptr<DatabaseJob> self) noexcept {
  holder_.store(holder, std::memory_order_relaxed);
  self_ = std::move(self);
}

std::shared_ptr<DatabaseJob> DatabaseJob::let_go() noexcept {
  holder_.store(nullptr, std::memory_order_relaxed);
  return std::move(self_);
}

void DatabaseJob::set_lease(std::shared_ptr<DatabaseLease> lease) noexcept { lease_ = std::move(lease); }
std::shared_ptr<DatabaseLease> DatabaseJob::take_lease() noexcept { return std::move(lease_); }

}  // namespace saki
