// SPDX-License-Identifier: Apache-2.0
//
// Patience: how long a connection bears another process's lock, and when it gives up what it runs.
//
// SQLite asks it through two callbacks: whenever a lock is taken, and every thousand steps of a running statement. A job that nobody
// waits for any more ends at the next question, even in the middle of a pause.
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <chrono>

#include "saki/sqlite/names.h"

namespace saki {

class SqliteOutbox;
class SqliteVitals;

class Patience {  // Affinity: its connection's thread. At one address while installed.
 public:
  // `vitals` may be null, `outbox` too; what it holds is sent as soon as a statement takes longer.
  Patience(std::chrono::milliseconds busy_timeout, const std::atomic<bool>& stopping, SqliteVitals* vitals = nullptr,
           SqliteOutbox* outbox = nullptr) noexcept
      : busy_timeout_(busy_timeout), stopping_(stopping), vitals_(vitals), outbox_(outbox) {}
  Patience(const Patience&) = delete;
  Patience& operator=(const Patience&) = delete;

  void install(sqlite3* database) noexcept;

  // While it lives, the connection works for `job`, whose time runs from its call; for the opening when null.
  class Turn {
   public:
    Turn(Patience& patience, SqliteJob* job) noexcept;
    ~Turn() { patience_.job_ = nullptr; }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

   private:
    Patience& patience_;
  };

  // While it lives, nothing is interrupted: a commit or a rollback is finished once begun.
  class Steady {
   public:
    explicit Steady(Patience& patience) noexcept : patience_(patience) { patience_.steady_ = true; }
    ~Steady() { patience_.steady_ = false; }
    Steady(const Steady&) = delete;
    Steady& operator=(const Steady&) = delete;

   private:
    Patience& patience_;
  };

  [[nodiscard]] bool stopping() const noexcept { return stopping_.load(std::memory_order_relaxed); }

  // Pauses before the next attempt, longer each time; false when it is time to give up.
  [[nodiscard]] bool pause(int attempts_made) noexcept;

  // Waits until `job` takes more rows; false when it is time to give up, `end` at the latest.
  [[nodiscard]] bool await_room(SqliteJob& job, SqliteJob::Time end) const;

 private:
  void takes_longer() const noexcept;
  [[nodiscard]] bool given_up() const noexcept;

  const std::chrono::milliseconds busy_timeout_;
  const std::atomic<bool>& stopping_;
  SqliteVitals* const vitals_;
  SqliteOutbox* const outbox_;
  SqliteJob* job_ = nullptr;
  SqliteJob::Time busy_end_;
  bool steady_ = false;
};

}  // namespace saki
