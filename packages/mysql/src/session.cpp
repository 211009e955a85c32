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
  MysqlStatement* statement = statements_.find(job.sql());
  if (statement == nullptr) statement = co_await prepare(job);
  if (statement == nullptr || !bind(job, *statement)) co_return;
  const int failed = co_await wire_.execute(statement->handle());
  if (failed != 0) {
    refused(job, *statement);
    co_return;
  }
  const bool rows = statement->has_rows();
  Reading reading;
  if (rows) {
    co_await read_rows(job, *statement, reading);
  } else {
    note_changes(job, *statement);
  }
  const bool more = has_more(*statement);
  if (more) co_await take_more(job, *statement, rows);
  if (((rows && !reading.ended) || more) && !broken_) {
    const int left = co_await wire_.free_result(statement->handle());
    if (left != 0) note_code(mysql_stmt_errno(&statement->handle()));
  }
  note_status();
  if (!within_transaction && in_transaction() && !broken_) {
    job.fail(misuse(job, "a statement may not open a transaction; begin() of the database does"));
    const bool undone = co_await command("rollback", nullptr);
    broken_ = broken_ || !undone;
  }
}

Task<MysqlStatement*> MysqlSession::prepare(DatabaseJob& job) {
  MysqlStatement statement(*wire_.handle());
  const int failed = co_await wire_.prepare(statement.handle(), job.sql());
  if (failed == 0) co_return &statements_.keep(job.sql(), std::move(statement));
  fail(job, statement.handle());
  never_sent_ = broken_;  // Nothing was executed.
  co_return nullptr;
}

bool MysqlSession::bind(DatabaseJob& job, MysqlStatement& statement) {
  const std::size_t wanted = statement.parameter_count();
  const std::size_t given = job.parameters().size();
  if (wanted != given) {
    job.fail(misuse(job, "the statement takes " + std::to_string(wanted) + " parameters, " + std::to_string(given) + " were given"));
    return false;
  }
  if (statement.bind(job.parameters())) return true;
  fail(job, statement.handle());
  return false;
}

void MysqlSession::refused(DatabaseJob& job, MysqlStatement& statement) {
  const unsigned code = mysql_stmt_errno(&statement.handle());
  fail(job, statement.handle());
  if (!is_forgotten(code)) return;
  never_sent_ = true;  // Made anew by the next try.
  statements_.drop(job.sql());
}

bool MysqlSession::has_more(MysqlStatement& statement) const { return !broken_ && mysql_stmt_more_results(&statement.handle()); }

// A procedure gives several results, the last of them its own outcome; rows are those of the first that has any.
Task<> MysqlSession::take_more(DatabaseJob& job, MysqlStatement& statement, bool taken) {
  while (has_more(statement)) {
    const int code = co_await wire_.next_result(statement.handle());
    if (code > 0) fail(job, statement.handle());
    if (code != 0) co_return;
    if (statement.has_rows()) {
      Reading reading;
      reading.wanted = !std::exchange(taken, true);
      co_await read_rows(job, statement, reading);
    } else {
      note_changes(job, statement);
    }
  }
}

void MysqlSession::note_changes(DatabaseJob& job, MysqlStatement& statement) {
  const auto changes = static_cast<std::int64_t>(mysql_stmt_affected_rows(&statement.handle()));
  job.set_changes(SqlChanges(changes, static_cast<std::int64_t>(mysql_stmt_insert_id(&statement.handle()))));
}

// Gives the job one row after the other, while they are wanted. What is not wanted has to be read all the same, or the next answer would
// begin in the middle of it. Rows that came together with the answer need no frame.
Task<> MysqlSession::read_rows(DatabaseJob& job, MysqlStatement& statement, Reading& reading) {
  reading.under_way = statement.bind_row();
  if (!reading.under_way) took(job, statement, reading, 1);  // As what could not be fetched.
  while (reading.under_way) {
    if (reading.wanted && job.full()) return read_on(job, statement, reading, {});
    MysqlAnswer fetched = wire_.fetch(statement.handle());
    if (!fetched.at_hand()) return read_on(job, statement, reading, std::move(fetched));
    took(job, statement, reading, fetched.code());
  }
  return {};
}

// The same where the server has to be waited for, or the job.
Task<> MysqlSession::read_on(DatabaseJob& job, MysqlStatement& statement, Reading& reading, std::optional<MysqlAnswer> fetched) {
  while (reading.under_way) {
    if (!fetched && reading.wanted && job.full()) reading.wanted = co_await await_room(job);
    if (!fetched) fetched.emplace(wire_.fetch(statement.handle()));
    const int code = co_await *std::move(fetched);
    fetched.reset();
    took(job, statement, reading, code);
  }
}

// What fetching a row gave.
void MysqlSession::took(DatabaseJob& job, MysqlStatement& statement, Reading& reading, int code) {
  reading.ended = code == MYSQL_NO_DATA;
  reading.under_way = code == 0 || code == MYSQL_DATA_TRUNCATED;
  if (!reading.under_way) {
    if (reading.ended) return;
    if (reading.wanted) return fail(job, statement.handle());
    note_code(mysql_stmt_errno(&statement.handle()));
  } else if (reading.wanted) {
    reading.wanted = !job.abandoned() && offer(job, statement, reading);
  } else if (++reading.dropped == kRowsWorthReading) {
    interrupter_.interrupt();
  }
}

// Gives the job the row that the statement stands on; false when it wants no more, or cannot take it.
bool MysqlSession::offer(DatabaseJob& job, MysqlStatement& statement, Reading& reading) {
  try {
    if (reading.rows++ == options_.max_rows && !job.streams()) {
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
  const auto left = job.called_at() + options_.transaction_timeout - std::chrono::steady_clock::now();
  while (job.full() && !job.abandoned()) {
    const bool in_time = co_await room_.within(left);
    if (in_time) continue;
    job.fail(MysqlError(DatabaseErrorKind::Timeout, "the rows were not all taken within transaction_timeout", job.sql()));
    co_return false;
  }
  co_return !job.abandoned();
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
