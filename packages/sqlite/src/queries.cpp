// SPDX-License-Identifier: Apache-2.0
#include "saki/sqlite/queries.h"

namespace saki {

std::shared_ptr<SqliteDone> SqliteQueries::simple_job(SqliteJobKind kind, std::string_view sql) {
  return std::make_shared<SqliteDone>(kind, sql, std::vector<SqlValue>());
}

SqliteCall<SqliteDone> SqliteQueries::execute_script(std::string_view sql) const {
  return {*core_, lease_, simple_job(SqliteJobKind::Script, sql), limit_};
}

SqliteTryCall<SqliteDone> SqliteQueries::try_execute_script(std::string_view sql) const {
  return {*core_, lease_, simple_job(SqliteJobKind::Script, sql), limit_};
}

}  // namespace saki
