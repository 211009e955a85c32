// SPDX-License-Identifier: Apache-2.0
#include "saki/sqlite/transaction.h"

#include "queue.h"

namespace saki {

SqliteTransaction& SqliteTransaction::operator=(SqliteTransaction&& other) noexcept {
  if (this == &other) return *this;
  release();
  SqliteQueries::operator=(other);
  owns_ = std::exchange(other.owns_, false);
  return *this;
}

void SqliteTransaction::release() noexcept {
  if (!std::exchange(owns_, false) || !lease_) return;
  lease_->close(SqliteError(DatabaseErrorKind::Closed, "the transaction has ended with its scope"));
}

SqliteCall<SqliteDone> SqliteTransaction::commit() { return {*core_, lease_, simple_job(SqliteJobKind::Commit, "commit"), limit_}; }
SqliteTryCall<SqliteDone> SqliteTransaction::try_commit() { return {*core_, lease_, simple_job(SqliteJobKind::Commit, "commit"), limit_}; }
SqliteCall<SqliteDone> SqliteTransaction::rollback() { return {*core_, lease_, simple_job(SqliteJobKind::Rollback, "rollback"), limit_}; }
SqliteTryCall<SqliteDone> SqliteTransaction::try_rollback() {
  return {*core_, lease_, simple_job(SqliteJobKind::Rollback, "rollback"), limit_};
}

}  // namespace saki
