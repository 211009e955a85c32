// SPDX-License-Identifier: Apache-2.0
#include "queue.h"

#include <string>
#include <utility>

namespace saki {

SqliteQueue::~SqliteQueue() {
  const std::lock_guard lock(mutex_);
  while (!jobs_.empty()) take_front().reset();
}

std::optional<DatabaseError> SqliteQueue::push(std::shared_ptr<SqliteJob> job) {
  std::unique_lock lock(mutex_);
  if (closed_) return refusal(*job);
  if (count_ >= limit_) {
    return SqliteError(DatabaseErrorKind::Exhausted,
                       std::to_string(count_) + " calls wait for the database already, as many as queue_limit allows", job->sql());
  }
  jobs_.push_back(*job);
  ++count_;
  ++pushed_;
  SqliteJob& self = *job;
  self.held_by(this, std::move(job));
  lock.unlock();  // Or the thread would wake up for the lock.
  changed_.notify_one();
  return {};
}

std::shared_ptr<SqliteJob> SqliteQueue::pop() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
  return jobs_.empty() ? nullptr : take_front();
}

// All that wait behind a job that came after the mark came after it as well: were the job one of them, fewer would wait.
SqliteQueue::Taken SqliteQueue::try_pop(std::uint64_t mark) {
  const std::lock_guard lock(mutex_);
  if (jobs_.empty()) return {};
  auto job = take_front();
  return {std::move(job), count_, count_ >= pushed_ - mark};
}

std::uint64_t SqliteQueue::mark() const {
  const std::lock_guard lock(mutex_);
  return pushed_;
}

std::shared_ptr<SqliteJob> SqliteQueue::pop_before(SqliteJob::Time end) {
  std::unique_lock lock(mutex_);
  changed_.wait_until(lock, end, [this] { return closed_ || !jobs_.empty(); });
  return jobs_.empty() ? nullptr : take_front();
}

void SqliteQueue::abandoned(SqliteJob& job) noexcept {
  std::shared_ptr<SqliteJob> removed;  // Ends after the lock.
  const std::lock_guard lock(mutex_);
  if (job.holder() != this) return;
  job.unlink();
  removed = job.let_go();
  --count_;
}

void SqliteQueue::close(const DatabaseError& reason) {
  const std::lock_guard lock(mutex_);
  if (closed_) return;
  closed_ = reason;
  while (!jobs_.empty()) {
    const std::shared_ptr<SqliteJob> job = take_front();
    job->fail(refusal(*job));
    job->finish();
  }
  changed_.notify_all();
}

bool SqliteQueue::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_.has_value();
}

std::size_t SqliteQueue::size() const {
  const std::lock_guard lock(mutex_);
  return count_;
}

std::shared_ptr<SqliteJob> SqliteQueue::take_front() noexcept {
  SqliteJob& job = jobs_.pop_front();
  --count_;
  return job.let_go();
}

DatabaseError SqliteQueue::refusal(const SqliteJob& job) const {
  return SqliteError(closed_->kind(), closed_->text(), job.sql(), closed_->constraint(), closed_->code());
}

}  // namespace saki
