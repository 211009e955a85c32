// SPDX-License-Identifier: Apache-2.0
//
// MysqlConnection: one of a pool's connections, from connecting to closing, as one coroutine.
//
// It takes a call, runs it, sends it home and takes the next; a transaction keeps it until its end. A call that nobody waits for any more
// is ended by the server at our request; only when that has been answered the connection is used again. What cannot be brought back into
// order is closed: a broken session, one that a statement changed, a server that does not answer.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "alarm.h"
#include "canceller.h"
#include "lease.h"
#include "session.h"

namespace saki {

class MysqlPool;

class MysqlConnection final : public ListLink<>,
                              public ListLink<MysqlPool>,
                              public MysqlVictim,
                              private DatabaseHolder,
                              private MysqlWireOwner,
                              private MysqlInterrupter {  // Affinity: loop.
 public:
  explicit MysqlConnection(MysqlPool& pool);
  ~MysqlConnection();  // Tells what runs, or would, that the database has stopped.
  MysqlConnection(const MysqlConnection&) = delete;
  MysqlConnection& operator=(const MysqlConnection&) = delete;

  [[nodiscard]] Task<> serve();

  void abort() noexcept { wire_.abort(); }  // What it waits for at the server fails soon.

  // To one that waits among the idle: a call, or nothing, which ends it.
  void give(std::shared_ptr<DatabaseJob> job) noexcept;

 private:
  [[nodiscard]] Task<bool> connect();
  void rest();
  [[nodiscard]] bool stir(bool rung);
  [[nodiscard]] Task<> check();
  [[nodiscard]] Task<bool> is_alive();
  void hold(std::shared_ptr<DatabaseJob> job);
  [[nodiscard]] std::shared_ptr<DatabaseJob> let_go() noexcept;
  void send_home(std::shared_ptr<DatabaseJob> job);
  [[nodiscard]] Task<> settle();
  [[nodiscard]] Task<> await_kill();
  [[nodiscard]] Task<> begin(std::shared_ptr<DatabaseJob> job);
  [[nodiscard]] Task<> serve_lease(MysqlLease& lease);
  [[nodiscard]] Task<> run_in_transaction(MysqlLease& lease, std::shared_ptr<DatabaseJob> job);
  [[nodiscard]] Task<bool> start_transaction(DatabaseJob& job);
  [[nodiscard]] Task<bool> end_with(std::string_view command, DatabaseJob& job);
  [[nodiscard]] Task<> roll_back();
  [[nodiscard]] bool usable() const noexcept { return !leaving_ && !session_.broken() && !session_.changed(); }

  void abandoned(DatabaseJob& job) noexcept override;
  void has_room(DatabaseJob& job) noexcept override;
  void stirred() noexcept override;
  void interrupt() override;
  void kill_answered(bool killed) override;
  [[nodiscard]] unsigned long session_id() const noexcept override { return wire_.id(); }

  MysqlPool& pool_;
  MysqlWire wire_;
  MysqlSession session_;
  MysqlBell bell_;  // A call to run, news of a lease, a kill answered.
  std::shared_ptr<DatabaseJob> given_;    // The next one.
  std::shared_ptr<DatabaseJob> running_;  // A statement, a script, a begin.
  std::shared_ptr<MysqlLease> lease_;     // The transaction that has it.
  MonotonicTime idle_since_{};
  bool leaving_ = false;
  enum class Kill : std::uint8_t { None, Asked, Answered } kill_ = Kill::None;
  std::optional<MysqlAlarm> deadline_;  // Of what was interrupted.
};

}  // namespace saki
