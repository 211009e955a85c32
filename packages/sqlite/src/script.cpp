// SPDX-License-Identifier: Apache-2.0
#include "script.h"

#include <utility>

namespace saki {
namespace {

struct Step {
  int code;
  Statement statement;
  std::string_view rest;
};

// Prepares the first statement of `sql`, the rest of which follows it.
Step prepare_first(sqlite3* database, std::string_view sql, unsigned flags) {
  sqlite3_stmt* handle = nullptr;
  const char* tail = sql.data();
  const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), flags, &handle, &tail);
  return {code, Statement(handle), sql.substr(static_cast<std::size_t>(tail - sql.data()))};
}

bool has_statement(sqlite3* database, std::string_view sql) {
  while (!sql.empty()) {
    const Step step = prepare_first(database, sql, 0);
    if (step.code != SQLITE_OK || !step.statement.empty()) return true;  // What cannot be prepared is no comment.
    if (step.rest.size() == sql.size()) return false;
    sql = step.rest;
  }
  return false;
}

std::size_t offset_of_error(sqlite3* database, std::size_t statement_begin) {
  const int offset = sqlite3_error_offset(database);
  return statement_begin + (offset > 0 ? static_cast<std::size_t>(offset) : 0);
}

std::size_t skip_blanks(std::string_view script, std::size_t from) {
  const std::size_t begin = script.find_first_not_of(" \t\r\n", from);
  return begin == std::string_view::npos ? from : begin;
}

}  // namespace

std::expected<void, ScriptFailure> run_statements(const DatabaseFile& file, std::string_view script) {
  const auto failure = [&](int code, std::size_t offset) { return std::unexpected(ScriptFailure{file.failure(code), offset}); };
  std::string_view rest = script;
  while (!rest.empty()) {
    const std::size_t begin = script.size() - rest.size();
    Step step = prepare_first(file.handle(), rest, 0);
    if (step.code != SQLITE_OK) return failure(step.code, offset_of_error(file.handle(), begin));
    if (step.rest.size() == rest.size()) return {};
    rest = step.rest;
    if (step.statement.empty()) continue;
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW) code = step.statement.step();
    if (code != SQLITE_DONE) return failure(code, skip_blanks(script, begin));
  }
  return {};
}

PreparedOne prepare_one(sqlite3* database, std::string_view sql) {
  Step step = prepare_first(database, sql, SQLITE_PREPARE_PERSISTENT);
  if (step.code != SQLITE_OK) return {step.code};
  const bool more = has_statement(database, step.rest);
  return {SQLITE_OK, std::move(step.statement), more};
}

}  // namespace saki
