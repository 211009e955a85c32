// SPDX-License-Identifier: Apache-2.0
#include "saki/database_transaction.h"

namespace saki {

DatabaseTransaction& DatabaseTransaction::operator=(DatabaseTransaction&& other) noexcept {
  if (this == &other) return *this;
  release();
  DatabaseQueries::operator=(other);
  owns_ = std::exchange(other.owns_, false);
  return *this;
}

void DatabaseTransaction::release() noexcept {
  if (!std::exchange(owns_, false) || !lease_) return;
  lease_->close(DatabaseError(DatabaseErrorKind::Closed, "the transaction has ended with its scope", {}, {}, engine_->dialect()));
}

DatabaseCall<DatabaseDone> DatabaseTransaction::commit() {
  return {*engine_, lease_, simple_job(DatabaseJobKind::Commit, "commit"), terms_.limit};
}
DatabaseTryCall<DatabaseDone> DatabaseTransaction::try_commit() {
  return {*engine_, lease_, simple_job(DatabaseJobKind::Commit, "commit"), terms_.limit};
}
DatabaseCall<DatabaseDone> DatabaseTransaction::rollback() {
  return {*engine_, lease_, simple_job(DatabaseJobKind::Rollback, "rollback"), terms_.limit};
}
DatabaseTryCall<DatabaseDone> DatabaseTransaction::try_rollback() {
  return {*engine_, lease_, simple_job(DatabaseJobKind::Rollback, "rollback"), terms_.limit};
}

}  // namespace saki
