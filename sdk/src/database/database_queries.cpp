// SPDX-License-Identifier: Apache-2.0
#include "saki/database_queries.h"

namespace saki {

std::shared_ptr<DatabaseDone> DatabaseQueries::simple_job(DatabaseJobKind kind, std::string_view sql) {
  return std::make_shared<DatabaseDone>(kind, sql, SqlParameters());
}

DatabaseCall<DatabaseDone> DatabaseQueries::execute_script(std::string_view sql) const {
  return {*engine_, lease_, simple_job(DatabaseJobKind::Script, sql), terms_.limit};
}

DatabaseTryCall<DatabaseDone> DatabaseQueries::try_execute_script(std::string_view sql) const {
  return {*engine_, lease_, simple_job(DatabaseJobKind::Script, sql), terms_.limit};
}

}  // namespace saki
