// SPDX-License-Identifier: Apache-2.0
//
// SqliteWriter: the thread that changes the database. It takes calls in order; a transaction, once begun, has it alone until its end.
// After a full disk or a damaged file it tries once a second whether changes are possible again: nobody may be asking for any by then.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "connection_thread.h"
#include "queue.h"

namespace saki {

struct SqliteScript {
  std::string name;
  std::string sql;
  bool is_migration = false;  // Of a database in memory: tables may be made anew under others that refer to them.
};

class SqliteWriter final : public ConnectionThread {
 public:
  // The scripts are run once the connection is open, each in a transaction of its own.
  SqliteWriter(SqliteQueue& own, const SqliteOptions& options, std::vector<SqliteScript> scripts, SqliteVitals& vitals) noexcept
      : own_(own),
        scripts_(std::move(scripts)),
        queue_limit_(options.queue_limit),
        transaction_timeout_(options.transaction_timeout),
        vitals_(vitals) {}

  // Ends the transaction that is open, and every one to come. Affinity: any.
  void stop(const DatabaseError& reason);

 private:
  [[nodiscard]] std::expected<void, OpenFailure> prepare(Connection& connection) override;
  void serve(Connection& connection) override;
  [[nodiscard]] std::shared_ptr<SqliteJob> next(Connection& connection);
  void serve_transaction(Connection& connection, std::shared_ptr<SqliteJob> begin);
  void serve_lease(Connection& connection, SqliteLease& lease);
  void run_in_transaction(Connection& connection, SqliteLease& lease, SqliteJob& job);
  [[nodiscard]] std::shared_ptr<SqliteLease> make_lease();
  void send_home(SqliteJob& job) noexcept;
  void send_on(SqliteJob& job) noexcept;

  SqliteQueue& own_;
  const std::vector<SqliteScript> scripts_;
  const std::size_t queue_limit_;
  const std::chrono::milliseconds transaction_timeout_;
  SqliteVitals& vitals_;
  std::optional<SqliteJob::Time> attempt_at_;  // While in trouble.

  std::mutex mutex_;  // Guards all below.
  std::shared_ptr<SqliteLease> lease_;
  std::optional<DatabaseError> stopped_;
};

}  // namespace saki
