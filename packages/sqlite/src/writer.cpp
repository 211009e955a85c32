// SPDX-License-Identifier: Apache-2.0
#include "writer.h"

#include <algorithm>
#include <string>
#include <utility>

namespace saki {
namespace {

constexpr std::chrono::seconds kAttempts{1};

SqliteError ended(DatabaseErrorKind kind, std::string text) { return SqliteError(kind, std::move(text)); }

// Why the transaction is no more, after `job` found itself outside of it.
SqliteError rolled_back_by(const SqliteJob& job) {
  if (!job.error()) return ended(DatabaseErrorKind::Statement, "a statement ended the transaction; commit() and rollback() do that");
  return SqliteError(job.error()->kind(), "the transaction was rolled back: " + job.error()->text(), {}, {}, job.error()->code());
}

OpenFailure at_place(const SqliteScript& script, ScriptFailure failure) {
  const std::string_view before = std::string_view(script.sql).substr(0, failure.offset);
  const auto lines = static_cast<std::size_t>(std::ranges::count(before, '\n'));
  const std::size_t line_begin = before.rfind('\n') + 1;  // Of no line break: 0.
  return {std::move(failure.explanation), script.name, lines + 1, failure.offset - line_begin + 1};
}

}  // namespace

std::expected<void, OpenFailure> SqliteWriter::prepare(Connection& connection) {
  for (const SqliteScript& script : scripts_) {
    if (auto done = script.is_migration ? connection.run_migration(script.sql) : connection.run_script(script.sql); !done)
      return std::unexpected(at_place(script, std::move(done.error())));
  }
  return {};
}

void SqliteWriter::stop(const DatabaseError& reason) {
  const std::lock_guard lock(mutex_);
  stopped_ = reason;
  if (lease_) lease_->close(reason);
}

void SqliteWriter::serve(Connection& connection) {
  while (std::shared_ptr<SqliteJob> job = next(connection)) {
    if (job->abandoned()) continue;
    if (job->kind() == SqliteJobKind::Begin) {
      serve_transaction(connection, std::move(job));
    } else {
      connection.run(*job);
      send_home(*job);
    }
  }
}

// The next job; null once there will be none.
std::shared_ptr<SqliteJob> SqliteWriter::next(Connection& connection) {
  while (vitals_.in_trouble()) {
    const auto now = std::chrono::steady_clock::now();
    if (!attempt_at_) attempt_at_ = now + kAttempts;
    if (now < *attempt_at_) {
      if (auto job = own_.pop_before(*attempt_at_); job || own_.closed()) return job;
    } else {
      attempt_at_.reset();
      if (connection.takes_changes()) vitals_.mended();
    }
  }
  return own_.pop();
}

void SqliteWriter::send_home(SqliteJob& job) noexcept {
  vitals_.written(job);
  job.finish();
}

// Within a transaction: what succeeds is not on the disk yet.
void SqliteWriter::send_on(SqliteJob& job) noexcept {
  vitals_.read(job);
  job.finish();
}

void SqliteWriter::serve_transaction(Connection& connection, std::shared_ptr<SqliteJob> begin) {
  if (!connection.begin(*begin)) return send_home(*begin);
  const std::shared_ptr<SqliteLease> lease = make_lease();
  begin->set_lease(lease);
  send_on(*begin);
  begin.reset();  // If nobody waits for it, that ends the lease.

  serve_lease(connection, *lease);
  connection.roll_back();
  lease->close(ended(DatabaseErrorKind::Timeout, "the transaction was open for longer than transaction_timeout and was rolled back"));
  const std::lock_guard lock(mutex_);
  lease_.reset();
}

void SqliteWriter::serve_lease(Connection& connection, SqliteLease& lease) {
  const auto end = std::chrono::steady_clock::now() + transaction_timeout_;
  while (connection.in_transaction() && std::chrono::steady_clock::now() < end) {
    const std::shared_ptr<SqliteJob> job = lease.pop_before(end);
    if (!job) return;
    if (job->abandoned()) continue;
    run_in_transaction(connection, lease, *job);
    job->kind() == SqliteJobKind::Commit ? send_home(*job) : send_on(*job);
  }
}

// What ends the transaction closes the lease before the job goes home, so that the caller's next call finds it closed.
void SqliteWriter::run_in_transaction(Connection& connection, SqliteLease& lease, SqliteJob& job) {
  switch (job.kind()) {
    case SqliteJobKind::Commit:
      connection.commit(job);
      return lease.close(job.error() ? rolled_back_by(job) : ended(DatabaseErrorKind::Closed, "the transaction was committed"));
    case SqliteJobKind::Rollback:
      connection.roll_back();
      return lease.close(ended(DatabaseErrorKind::Closed, "the transaction was rolled back"));
    default:
      connection.run(job);
      if (!connection.in_transaction()) lease.close(rolled_back_by(job));
  }
}

std::shared_ptr<SqliteLease> SqliteWriter::make_lease() {
  auto lease = std::make_shared<SqliteLease>(queue_limit_);
  const std::lock_guard lock(mutex_);
  lease_ = lease;
  if (stopped_) lease->close(*stopped_);
  return lease;
}

}  // namespace saki
