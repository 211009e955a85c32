// SPDX-License-Identifier: Apache-2.0
//
// MysqlSession: runs calls on one open connection, one at a time.
//
// Between calls nothing of the last one is left unread, and the session is in no transaction unless begin() opened one. Whether it is of
// use after a call, broken() and changed() say.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "bell.h"
#include "explain.h"
#include "saki/database_job.h"
#include "saki/statement_cache.h"
#include "statement.h"
#include "wire.h"

namespace saki {

// Whoever can ask the server to end the statement that runs.
class MysqlInterrupter {
 public:
  virtual void interrupt() = 0;

 protected:
  ~MysqlInterrupter() = default;
};

class MysqlSession {  // Affinity: loop.
 public:
  MysqlSession(Loop& loop, MysqlWire& wire, const MysqlOptions& options, MysqlInterrupter& interrupter);

  // Runs a statement or a script; what came of it is in the job.
  [[nodiscard]] Task<> run(DatabaseJob& job);

  // Runs a constant statement without result: `start transaction`, `commit`, `rollback`. False when it failed; a job has the error.
  [[nodiscard]] Task<bool> command(std::string_view sql, DatabaseJob* job);

  // The job that runs is full no more, or nobody waits for it any more.
  void news() noexcept { room_.ring_soon(); }

  [[nodiscard]] bool in_transaction() const noexcept { return (wire_.server_status() & SERVER_STATUS_IN_TRANS) != 0; }
  [[nodiscard]] bool broken() const noexcept { return broken_; }
  [[nodiscard]] bool changed() const noexcept { return changed_; }        // A statement left its mark on the session.
  [[nodiscard]] bool never_sent() const noexcept { return never_sent_; }  // What broke last had not been sent.

 private:
  // How far a result has been read.
  struct Reading {
    bool wanted = true;      // Rows go to the job; else they are dropped.
    bool under_way = false;  // There may be another row.
    bool ended = false;      // Every row was read: the library keeps nothing of the result.
    std::size_t rows = 0;
    int dropped = 0;
  };

  [[nodiscard]] Task<> run_statement(DatabaseJob& job);
  [[nodiscard]] Task<> run_script(DatabaseJob& job);
  [[nodiscard]] Task<MysqlStatement*> prepare(DatabaseJob& job);  // Null when it failed.
  [[nodiscard]] bool bind(DatabaseJob& job, MysqlStatement& statement);
  void refused(DatabaseJob& job, MysqlStatement& statement);  // The server did not execute it.
  [[nodiscard]] Task<> take_more(DatabaseJob& job, MysqlStatement& statement, bool taken);
  [[nodiscard]] Task<> read_rows(DatabaseJob& job, MysqlStatement& statement, Reading& reading);
  [[nodiscard]] Task<> read_on(DatabaseJob& job, MysqlStatement& statement, Reading& reading, std::optional<MysqlAnswer> fetched);
  void took(DatabaseJob& job, MysqlStatement& statement, Reading& reading, int code);
  [[nodiscard]] Task<bool> await_room(DatabaseJob& job);
  [[nodiscard]] bool has_more(MysqlStatement& statement) const;
  static void note_changes(DatabaseJob& job, MysqlStatement& statement);
  [[nodiscard]] bool offer(DatabaseJob& job, MysqlStatement& statement, Reading& reading);
  void fail(DatabaseJob& job, MYSQL_STMT& statement);
  void note_code(unsigned code) noexcept;
  void note_status() noexcept { changed_ = changed_ || (wire_.server_status() & SERVER_SESSION_STATE_CHANGED) != 0; }

  MysqlWire& wire_;
  const MysqlOptions& options_;
  MysqlInterrupter& interrupter_;
  StatementCache<MysqlStatement> statements_;
  MysqlBell room_;
  bool broken_ = false;
  bool changed_ = false;
  bool never_sent_ = false;
};

}  // namespace saki
