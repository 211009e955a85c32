// SPDX-License-Identifier: Apache-2.0
//
// Connection: runs jobs on one connection to the database file, one at a time.
//
// Between jobs it is in no transaction, unless begin() opened one; a statement that opens one by itself is undone and refused.
#pragma once

#include <atomic>
#include <chrono>
#include <expected>
#include <memory>
#include <optional>
#include <string_view>

#include "database_file.h"
#include "outbox.h"
#include "patience.h"
#include "saki/statement_cache.h"
#include "script.h"
#include "shared_view.h"
#include "vitals.h"

namespace saki {

class Connection {  // Affinity: the thread that opened it.
 public:
  [[nodiscard]] static std::expected<std::unique_ptr<Connection>, Explanation> open(const SqliteOptions& options, SqliteRole role,
                                                                                    const std::atomic<bool>& stopping,
                                                                                    SqliteVitals& vitals);

  // Runs a statement or a script; what came of it is in the job.
  void run(SqliteJob& job);

  // As run(), for a statement that only reads; false for another one, which is left alone.
  [[nodiscard]] bool run_read_only(SqliteJob& job);

  // Opens a transaction that may write at once; false when it could not, the error is in the job then.
  [[nodiscard]] bool begin(SqliteJob& job);
  void commit(SqliteJob& job);  // There is no transaction afterwards; if it failed nothing was changed and the job has the error.
  void roll_back() noexcept;    // Harmless without a transaction.
  [[nodiscard]] bool in_transaction() const noexcept { return file_.in_transaction(); }

  // One state of the file for the reads from here on, all of which were asked for already; waits for no longer than `job` would.
  void open_view(SqliteJob& job);
  void close_view() noexcept { view_.close(); }

  // What is done and was not sent home yet.
  [[nodiscard]] SqliteOutbox& outbox() noexcept { return *outbox_; }

  // Whether a change gets onto the disk: tries one that changes nothing. Only outside of a transaction.
  [[nodiscard]] bool takes_changes();

  // Runs the statements in a transaction of their own, for no job: at the start.
  [[nodiscard]] std::expected<void, ScriptFailure> run_script(std::string_view script);
  [[nodiscard]] std::expected<void, ScriptFailure> run_migration(std::string_view script);  // The same without foreign keys enforced.

 private:
  using Outcome = std::optional<SqliteError>;  // Nothing: success.

  Connection(DatabaseFile file, std::unique_ptr<Patience> patience, std::unique_ptr<SqliteOutbox> outbox, const SqliteOptions& options);

  [[nodiscard]] Statement* prepare(SqliteJob& job);
  void run_statement(SqliteJob& job, Statement& statement);
  [[nodiscard]] Outcome attempt(SqliteJob& job, Statement& statement, std::size_t& rows);
  [[nodiscard]] Outcome attempt_atomically(SqliteJob& job, Statement& statement, std::size_t& rows);
  [[nodiscard]] Outcome step_through(SqliteJob& job, Statement& statement, std::size_t& rows);
  [[nodiscard]] Outcome left_waiting(const SqliteJob& job) const;
  [[nodiscard]] Outcome outcome(int code, const SqliteJob& job) const;

  std::unique_ptr<SqliteOutbox> outbox_;  // Outlives the patience, which sends it.
  std::unique_ptr<Patience> patience_;    // Outlives the file, which calls it.
  DatabaseFile file_;
  StatementCache<Statement> statements_;  // Ends before the file.
  SharedView view_;                       // So does this.
  const std::size_t max_rows_;
  const std::chrono::milliseconds reading_timeout_;  // Of a result read row by row.
};

}  // namespace saki
