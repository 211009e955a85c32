// SPDX-License-Identifier: Apache-2.0
#include "connection.h"

#include <string>
#include <utility>

#include "row.h"

namespace saki {
namespace {

bool is_busy(int code) noexcept { return (code & 0xff) == SQLITE_BUSY; }

// Takes a statement back to its beginning, whatever became of it.
class Rewind {
 public:
  explicit Rewind(Statement& statement) noexcept : statement_(statement) {}
  ~Rewind() { statement_.reset(); }
  Rewind(const Rewind&) = delete;
  Rewind& operator=(const Rewind&) = delete;

 private:
  Statement& statement_;
};

SqliteError misuse(const SqliteJob& job, std::string text) { return SqliteError(DatabaseErrorKind::Statement, std::move(text), job.sql()); }

}  // namespace

std::expected<std::unique_ptr<Connection>, Explanation> Connection::open(const SqliteOptions& options, SqliteRole role,
                                                                         const std::atomic<bool>& stopping, SqliteVitals& vitals) {
  auto outbox = std::make_unique<SqliteOutbox>();
  auto patience = std::make_unique<Patience>(options.busy_timeout, stopping, &vitals, outbox.get());
  const Patience::Turn turn(*patience, nullptr);
  auto file = DatabaseFile::open(options, role, *patience);
  if (!file) return std::unexpected(std::move(file.error()));
  if (role == SqliteRole::Writer) vitals.keep_log_short(file->handle(), static_cast<int>(options.checkpoint_pages));
  return std::unique_ptr<Connection>(new Connection(*std::move(file), std::move(patience), std::move(outbox), options));
}

Connection::Connection(DatabaseFile file, std::unique_ptr<Patience> patience, std::unique_ptr<SqliteOutbox> outbox,
                       const SqliteOptions& options)
    : outbox_(std::move(outbox)),
      patience_(std::move(patience)),
      file_(std::move(file)),
      statements_(options.statement_cache),
      view_(file_.handle()),
      max_rows_(options.max_rows),
      reading_timeout_(options.transaction_timeout) {}

void Connection::run(SqliteJob& job) {
  const Patience::Turn turn(*patience_, &job);
  if (job.kind() == SqliteJobKind::Script) {
    const auto done = in_transaction() ? run_statements(file_, job.sql()) : run_script(job.sql());
    if (!done) job.fail(to_error(done.error().explanation, job.sql()));
  } else if (Statement* statement = prepare(job)) {
    run_statement(job, *statement);
  }
}

bool Connection::run_read_only(SqliteJob& job) {
  const Patience::Turn turn(*patience_, &job);
  Statement* statement = prepare(job);
  if (statement == nullptr) return true;
  if (!statement->read_only()) return false;
  run_statement(job, *statement);
  return true;
}

void Connection::open_view(SqliteJob& job) {
  const Patience::Turn turn(*patience_, &job);
  view_.open();
}

Statement* Connection::prepare(SqliteJob& job) {
  if (Statement* known = statements_.find(job.sql())) return known;
  PreparedOne prepared = prepare_one(file_.handle(), job.sql());
  if (prepared.code != SQLITE_OK) {
    job.fail(*outcome(prepared.code, job));
  } else if (prepared.statement.empty()) {
    job.fail(misuse(job, "the statement is empty"));
  } else if (prepared.more) {
    job.fail(misuse(job, "a call runs one statement; execute_script() runs several"));
  } else {
    return &statements_.keep(job.sql(), std::move(prepared.statement));
  }
  return nullptr;
}

void Connection::run_statement(SqliteJob& job, Statement& statement) {
  if (statement.parameter_count() != job.parameters().size()) {
    job.fail(misuse(job, "the statement takes " + std::to_string(statement.parameter_count()) + " parameters, " +
                             std::to_string(job.parameters().size()) + " were given"));
    return;
  }
  const bool within_transaction = in_transaction();
  const bool atomic = !within_transaction && statement.is_returning();
  std::size_t rows = 0;
  if (Outcome failed = atomic ? attempt_atomically(job, statement, rows) : attempt(job, statement, rows)) job.fail(*std::move(failed));
  if (!within_transaction && in_transaction()) {
    roll_back();
    job.fail(misuse(job, "a statement may not open a transaction; begin() of the database does"));
  }
}

Connection::Outcome Connection::attempt(SqliteJob& job, Statement& statement, std::size_t& rows) {
  const Rewind rewind(statement);
  if (const int code = statement.bind(job.parameters()); code != SQLITE_OK) {
    if (code != SQLITE_MISMATCH) return outcome(code, job);
    return SqliteError(DatabaseErrorKind::Mismatch, "a parameter is beyond the integers that SQLite stores (64 bits with a sign)",
                       job.sql());
  }
  const std::int64_t changes_before = sqlite3_total_changes64(file_.handle());
  if (Outcome failed = step_through(job, statement, rows)) return failed;
  const bool changed = sqlite3_total_changes64(file_.handle()) != changes_before;
  job.set_changes(SqlChanges(changed ? sqlite3_changes64(file_.handle()) : 0, sqlite3_last_insert_rowid(file_.handle())));
  return {};
}

// A change whose rows turn out not to fit their type has not happened.
Connection::Outcome Connection::attempt_atomically(SqliteJob& job, Statement& statement, std::size_t& rows) {
  if (const int code = file_.run("begin immediate"); code != SQLITE_OK) return outcome(code, job);
  Outcome result = attempt(job, statement, rows);
  if (!result && in_transaction()) {
    const Patience::Steady steady(*patience_);
    if (const int code = file_.run("commit"); code != SQLITE_OK) result = outcome(code, job);
  }
  roll_back();
  return result;
}

Connection::Outcome Connection::step_through(SqliteJob& job, Statement& statement, std::size_t& rows) {
  try {
    bool wanted = true;
    for (int code = statement.step(); code != SQLITE_DONE; code = statement.step()) {
      if (code != SQLITE_ROW) return outcome(code, job);
      if (!wanted) continue;
      if (rows++ == max_rows_ && !job.streams()) {
        return SqliteError(DatabaseErrorKind::Exhausted,
                           "the result has more than " + std::to_string(max_rows_) + " rows, which is max_rows", job.sql());
      }
      wanted = job.take(SqliteRow(statement.handle()), statement.places_of(job.columns()));
      if (!wanted && statement.read_only()) return {};
      if (!patience_->await_room(job, job.called_at() + reading_timeout_)) return left_waiting(job);
    }
    return {};
  } catch (const DatabaseError& error) {
    return SqliteError(error.kind(), error.text(), job.sql());
  } catch (const std::exception& error) {
    return SqliteError(DatabaseErrorKind::Other, error.what(), job.sql());
  }
}

Connection::Outcome Connection::left_waiting(const SqliteJob& job) const {
  if (patience_->stopping()) return SqliteError(DatabaseErrorKind::Closed, "the database has stopped", job.sql());
  return SqliteError(DatabaseErrorKind::Timeout, "the rows were not all taken within transaction_timeout", job.sql());
}

bool Connection::begin(SqliteJob& job) {
  const Patience::Turn turn(*patience_, &job);
  const int code = file_.run("begin immediate");
  if (code != SQLITE_OK) job.fail(*outcome(code, job));
  return code == SQLITE_OK;
}

void Connection::commit(SqliteJob& job) {
  const Patience::Turn turn(*patience_, &job);
  const Patience::Steady steady(*patience_);
  if (const int code = file_.run("commit"); code != SQLITE_OK) job.fail(*outcome(code, job));
  roll_back();
}

void Connection::roll_back() noexcept {
  const Patience::Steady steady(*patience_);
  if (in_transaction()) static_cast<void>(file_.run("rollback"));
}

bool Connection::takes_changes() {
  const Patience::Turn turn(*patience_, nullptr);
  PreparedOne version = prepare_one(file_.handle(), "pragma user_version");
  if (version.code != SQLITE_OK || version.statement.step() != SQLITE_ROW) return false;
  const std::string same = "pragma user_version = " + std::to_string(sqlite3_column_int(version.statement.handle(), 0));
  version.statement.reset();
  return file_.run(same.c_str()) == SQLITE_OK;  // Writes the page that holds the number.
}

std::expected<void, ScriptFailure> Connection::run_script(std::string_view script) {
  const auto failure = [this](int code) { return std::unexpected(ScriptFailure{file_.failure(code), 0}); };
  if (const int code = file_.run("begin immediate"); code != SQLITE_OK) return failure(code);
  auto done = run_statements(file_, script);
  if (done && in_transaction()) {
    const Patience::Steady steady(*patience_);
    if (const int code = file_.run("commit"); code != SQLITE_OK) done = failure(code);
  }
  roll_back();
  return done;
}

std::expected<void, ScriptFailure> Connection::run_migration(std::string_view script) {
  static_cast<void>(file_.run("pragma foreign_keys = off"));
  auto done = run_script(script);
  static_cast<void>(file_.run("pragma foreign_keys = on"));
  return done;
}

Connection::Outcome Connection::outcome(int code, const SqliteJob& job) const {
  const bool given_up = (code & 0xff) == SQLITE_INTERRUPT || is_busy(code);
  if (given_up && patience_->stopping()) return SqliteError(DatabaseErrorKind::Closed, "the database has stopped", job.sql(), {}, code);
  return to_error(file_.failure(code), job.sql());
}

}  // namespace saki
