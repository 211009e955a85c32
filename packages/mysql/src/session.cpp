// SPDX-License-Identifier: Apache-2.0
#include "session.h"

#include <string>
#include <utility>

namespace saki {
namespace {

constexpr int kRowsWorthReading = 256;  // Fewer than that are read to their end; of more the server is told to stop.

MysqlError misuse(const DatabaseJob& job, std::string text) { return MysqlError(DatabaseErrorKind::Statement, std::move(text), job.sql()); }

}  // namespace

MysqlSession::MysqlSession(Loop& loop, MysqlWire& wire, const MysqlOptions& options, MysqlInterrupter& interrupter)
    : wire_(wire), options_(options), interrupter_(interrupter), statements_(options.statement_cache), room_(loop, "mysql rows") {}

Task<> MysqlSession::run(DatabaseJob& job) { return job.kind() == DatabaseJobKind::Script ? run_script(job) : run_statement(job); }

Task<> MysqlSession::run_statement(DatabaseJob& job) {
  const bool within_transaction = in_transaction();
  never_sent_ = false;
  MysqlStatement* statement = co_await prepared(job);
  if (statement == nullptr) co_return;
  const std::size_t wanted = statement->parameter_count();
  if (wanted != job.parameters().size()) {
    job.fail(misuse(
        job, "the statement takes " + std::to_string(wanted) + " parameters, " + std::to_string(job.parameters().size()) + " were given"));
    co_return;
  }
  const bool executed = co_await execute(job, *statement);
  if (!executed) co_return;
  co_await take_results(job, *statement);
  note_status();
  if (!within_transaction && in_transaction() && !broken_) {
    job.fail(misuse(job, "a statement may not open a transaction; begin() of the database does"));
    const bool undone = co_await command("rollback", nullptr);
    broken_ = broken_ || !undone;
  }
}

Task<MysqlStatement*> MysqlSession::prepared(DatabaseJob& job) {
  if (MysqlStatement* known = statements_.find(job.sql())) co_return known;
  MysqlStatement statement(*wire_.handle());
  const int failed = co_await wire_.prepare(statement.handle(), job.sql());
  if (failed == 0) co_return &statements_.keep(job.sql(), std::move(statement));
  fail(job, statement.handle());
  never_sent_ = broken_;  // Nothing was executed.
  co_return nullptr;
}

Task<bool> MysqlSession::execute(DatabaseJob& job, MysqlStatement& statement) {
  MYSQL_STMT& handle = statement.handle();
  if (!statement.bind(job.parameters())) {
    fail(job, handle);
    co_return false;
  }
  const int failed = co_await wire_.execute(handle);
  if (failed == 0) co_return true;
  const unsigned code = mysql_stmt_errno(&handle);
  fail(job, handle);
  if (is_forgotten(code)) {  // Made anew by the next try.
    never_sent_ = true;
    statements_.drop(job.sql());
  }
  co_return false;
}

// A procedure gives several results, the last of them its own outcome; rows are those of the first that has any.
Task<> MysqlSession::take_results(DatabaseJob& job, MysqlStatement& statement) {
  MYSQL_STMT& handle = statement.handle();
  bool taken = false;
  while (true) {
    if (!statement.has_rows()) {
      const auto changes = static_cast<std::int64_t>(mysql_stmt_affected_rows(&handle));
      job.set_changes(SqlChanges(changes, static_cast<std::int64_t>(mysql_stmt_insert_id(&handle))));
    } else if (!std::exchange(taken, true)) {
      const Rows rows = co_await take_rows(job, statement);
      if (rows == Rows::Cut) co_await drop_rows(statement);
    } else {
      co_await drop_rows(statement);
    }
    if (broken_ || !mysql_stmt_more_results(&handle)) break;
    const int code = co_await wire_.next_result(handle);
    if (code > 0) fail(job, handle);
    if (code != 0) break;
  }
  if (taken && !broken_) {
    const int failed = co_await wire_.free_result(handle);
    if (failed != 0) note_code(mysql_stmt_errno(&handle));
  }
}

Task<MysqlSession::Rows> MysqlSession::take_rows(DatabaseJob& job, MysqlStatement& statement) {
  MYSQL_STMT& handle = statement.handle();
  std::size_t rows = 0;
  bool good = statement.bind_row();
  while (good) {
    const int code = co_await wire_.fetch(handle);
    if (code == MYSQL_NO_DATA) co_return Rows::Ended;
    if (code != 0 && code != MYSQL_DATA_TRUNCATED) break;
    if (job.abandoned()) co_return Rows::Cut;
    const bool wanted = offer(job, statement, rows);
    if (!wanted) co_return Rows::Cut;
    const bool room = co_await await_room(job);
    if (!room) co_return Rows::Cut;
  }
  fail(job, handle);
  co_return Rows::Failed;
}

// Gives the job the row that the statement stands on; false when it wants no more, or cannot take it.
bool MysqlSession::offer(DatabaseJob& job, MysqlStatement& statement, std::size_t& rows) {
  try {
    if (rows++ == options_.max_rows && !job.streams()) {
      job.fail(MysqlError(DatabaseErrorKind::Exhausted,
                          "the result has more than " + std::to_string(options_.max_rows) + " rows, which is max_rows", job.sql()));
      return false;
    }
    const MysqlRow* row = statement.row();
    job.touch();
    if (row != nullptr) return job.take(*row, statement.places_of(job.columns()));
    fail(job, statement.handle());
  } catch (const DatabaseError& error) {
    job.fail(MysqlError(error.kind(), error.text(), job.sql()));
  } catch (const std::exception& error) {
    job.fail(MysqlError(DatabaseErrorKind::Other, error.what(), job.sql()));
  }
  return false;
}

Task<bool> MysqlSession::await_room(DatabaseJob& job) {
  if (!job.full()) co_return true;
  const auto left = job.called_at() + options_.transaction_timeout - std::chrono::steady_clock::now();
  while (job.full() && !job.abandoned()) {
    const bool in_time = co_await room_.within(left);
    if (in_time) continue;
    job.fail(MysqlError(DatabaseErrorKind::Timeout, "the rows were not all taken within transaction_timeout", job.sql()));
    co_return false;
  }
  co_return !job.abandoned();
}

// What is not wanted has to be read all the same, or the next answer would begin in the middle of it.
Task<> MysqlSession::drop_rows(MysqlStatement& statement) {
  MYSQL_STMT& handle = statement.handle();
  int code = 0;
  if (!statement.bind_row()) {
    note_code(mysql_stmt_errno(&handle));
    co_return;
  }
  for (int read = 0; code == 0 || code == MYSQL_DATA_TRUNCATED; ++read) {
    if (read == kRowsWorthReading) interrupter_.interrupt();
    code = co_await wire_.fetch(handle);
  }
  if (code != MYSQL_NO_DATA) note_code(mysql_stmt_errno(&handle));
}

Task<> MysqlSession::run_script(DatabaseJob& job) {
  const bool own_transaction = !in_transaction();
  if (own_transaction) {
    const bool begun = co_await command("start transaction", &job);
    if (!begun) co_return;
  }
  int code = co_await wire_.multiple_statements(true);
  if (code == 0) code = co_await wire_.query(job.sql());
  if (code == 0) code = co_await wire_.skip_results();
  if (code != 0) {
    job.fail(explain(*wire_.handle(), job.sql()));
    note_code(mysql_errno(wire_.handle()));
  }
  note_status();
  if (broken_) co_return;
  code = co_await wire_.multiple_statements(false);
  if (code != 0) broken_ = true;
  if (!own_transaction || broken_) co_return;
  const bool ended = co_await command(job.error() ? "rollback" : "commit", job.error() ? nullptr : &job);
  broken_ = broken_ || (!ended && in_transaction());
}

Task<bool> MysqlSession::command(std::string_view sql, DatabaseJob* job) {
  const int code = co_await wire_.query(sql);
  if (code == 0) co_return true;
  note_code(mysql_errno(wire_.handle()));
  never_sent_ = was_never_sent(mysql_errno(wire_.handle()));
  if (job != nullptr) job->fail(explain(*wire_.handle(), sql));
  co_return false;
}

void MysqlSession::fail(DatabaseJob& job, MYSQL_STMT& statement) {
  const unsigned code = mysql_stmt_errno(&statement);
  note_code(code);
  never_sent_ = was_never_sent(code) || is_outdated(code, job.sql());
  job.fail(explain(statement, job.sql()));
}

void MysqlSession::note_code(unsigned code) noexcept { broken_ = broken_ || is_broken(code); }

}  // namespace saki
