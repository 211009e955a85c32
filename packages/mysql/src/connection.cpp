// SPDX-License-Identifier: Apache-2.0
#include "connection.h"

#include <utility>

#include "pool.h"

namespace saki {
namespace {

MysqlError ended(DatabaseErrorKind kind, std::string text, int code = 0) { return MysqlError(kind, std::move(text), {}, {}, code); }

// Why the transaction is no more, after `job` found itself outside of it.
MysqlError rolled_back_by(const DatabaseJob& job) {
  if (!job.error()) return ended(DatabaseErrorKind::Statement, "a statement ended the transaction; commit() and rollback() do that");
  return ended(job.error()->kind(), "the transaction was rolled back: " + job.error()->text(), job.error()->code());
}

}  // namespace

MysqlConnection::MysqlConnection(MysqlPool& pool)
    : pool_(pool),
      wire_(pool.loop(), pool.threads(), pool.options(), *this),
      session_(pool.loop(), wire_, pool.options(), *this),
      bell_(pool.loop(), "mysql idle") {}

MysqlConnection::~MysqlConnection() {
  const MysqlError stopped = ended(DatabaseErrorKind::Closed, "the database has stopped");
  for (const std::shared_ptr<DatabaseJob>& job : {given_, running_}) {
    if (!job) continue;
    static_cast<void>(job->let_go());
    job->fail(MysqlError(stopped.kind(), stopped.text(), job->sql()));
    job->finish();
  }
  if (!lease_) return;
  lease_->served_by(nullptr);
  lease_->close(stopped);
}

Task<> MysqlConnection::serve() {
  const bool open = co_await connect();
  if (!open) co_return;
  const MysqlGauge counted(pool_.counts().open);
  while (usable()) {
    given_ = pool_.take_waiting();
    if (!given_) {
      rest();
      const bool rung = co_await bell_.within(pool_.options().idle_timeout);
      const bool rested = stir(rung);
      if (rested) co_await check();
    }
    if (!given_ || given_->abandoned()) continue;
    if (given_->kind() == DatabaseJobKind::Begin) {
      co_await begin(std::exchange(given_, nullptr));
    } else {
      hold(std::exchange(given_, nullptr));
      co_await session_.run(*running_);
      send_home(let_go());
      co_await settle();
    }
  }
}

Task<bool> MysqlConnection::connect() {
  bool connected = false;
  bool late = false;
  {
    MysqlAlarm alarm(pool_.loop(), wire_, pool_.options().connect_timeout);
    connected = co_await wire_.connect();
    late = alarm.rang();
  }
  if (connected) {
    pool_.connected();
  } else if (late) {
    pool_.refused(ended(DatabaseErrorKind::Unavailable, "the server did not answer within connect_timeout", CR_SERVER_LOST));
  } else {
    pool_.refused(explain(*wire_.handle(), {}));
  }
  co_return connected;
}

void MysqlConnection::rest() {
  idle_since_ = pool_.loop().now();
  pool_.add_idle(*this);
}

// Ends the rest; true when it was so long that the server may have gone meanwhile.
bool MysqlConnection::stir(bool rung) {
  pool_.remove_idle(*this);
  leaving_ = leaving_ || (!rung && !given_ && pool_.may_shrink());
  return given_ && pool_.loop().now() - idle_since_ > pool_.options().check_after;
}

Task<> MysqlConnection::check() {
  const bool alive = co_await is_alive();
  if (alive) co_return;
  leaving_ = true;
  pool_.put_back(std::exchange(given_, nullptr));
}

Task<bool> MysqlConnection::is_alive() {
  MysqlAlarm alarm(pool_.loop(), wire_, pool_.options().connect_timeout);
  const int failed = co_await wire_.ping();
  co_return failed == 0;
}

// A statement or a script that runs, during which the job may be abandoned.
void MysqlConnection::hold(std::shared_ptr<DatabaseJob> job) {
  running_ = std::move(job);
  running_->held_by(this, nullptr);
}

std::shared_ptr<DatabaseJob> MysqlConnection::let_go() noexcept {
  static_cast<void>(running_->let_go());
  return std::exchange(running_, nullptr);
}

void MysqlConnection::send_home(std::shared_ptr<DatabaseJob> job) {
  if (job->error() && pool_.may_repeat(*job, session_)) return pool_.put_back(std::move(job));
  job->finish();
}

// After a kill was asked for: no call begins before its answer, and one command takes whatever was left of it.
Task<> MysqlConnection::settle() { return kill_ == Kill::None ? Task<>() : await_kill(); }

Task<> MysqlConnection::await_kill() {
  if (pool_.canceller().take_back(*this)) kill_ = Kill::Answered;
  while (kill_ == Kill::Asked) static_cast<void>(co_await bell_.within({}));
  kill_ = Kill::None;
  deadline_.reset();
  if (!usable()) co_return;
  const bool alive = co_await is_alive();
  leaving_ = leaving_ || !alive;
}

Task<> MysqlConnection::begin(std::shared_ptr<DatabaseJob> job) {
  running_ = std::move(job);
  const bool begun = co_await start_transaction(*running_);
  job = std::exchange(running_, nullptr);
  if (!begun) {
    send_home(std::move(job));
    co_return;
  }
  lease_ = std::make_shared<MysqlLease>(pool_.options().queue_limit, pool_.meter());
  job->set_lease(lease_);
  job->finish();
  job.reset();  // If nobody waits for it, that ends the lease.
  lease_->served_by(&bell_);
  co_await serve_lease(*lease_);
  lease_->served_by(nullptr);
  if (session_.in_transaction()) co_await roll_back();
  lease_->close(ended(DatabaseErrorKind::Timeout, "the transaction was open for longer than transaction_timeout and was rolled back"));
  lease_.reset();
}

Task<bool> MysqlConnection::start_transaction(DatabaseJob& job) {
  MysqlAlarm alarm(pool_.loop(), wire_, pool_.options().connect_timeout);
  co_return co_await session_.command("start transaction", &job);
}

Task<> MysqlConnection::serve_lease(MysqlLease& lease) {
  const auto end = DatabaseJob::Time::clock::now() + pool_.options().transaction_timeout;
  while (!lease.closed() && !session_.broken() && !leaving_) {
    const auto left = end - DatabaseJob::Time::clock::now();
    if (left <= left.zero()) co_return;
    const std::shared_ptr<DatabaseJob> job = lease.take();
    if (!job) {
      static_cast<void>(co_await bell_.within(left));
      continue;
    }
    if (job->abandoned()) continue;
    co_await run_in_transaction(lease, job);
    job->finish();
    co_await settle();
  }
  if (session_.broken() || leaving_) lease.close(ended(DatabaseErrorKind::Unavailable, "the transaction was lost with its connection"));
}

// What ends the transaction closes the lease before the job goes home, so that the caller's next call finds it closed.
Task<> MysqlConnection::run_in_transaction(MysqlLease& lease, std::shared_ptr<DatabaseJob> job) {
  if (job->kind() == DatabaseJobKind::Commit || job->kind() == DatabaseJobKind::Rollback) {
    const bool done = co_await end_with(job->sql(), *job);
    const char* how = job->kind() == DatabaseJobKind::Commit ? "the transaction was committed" : "the transaction was rolled back";
    lease.close(done ? ended(DatabaseErrorKind::Closed, how) : rolled_back_by(*job));
    co_return;
  }
  hold(job);
  co_await session_.run(*job);
  static_cast<void>(let_go());
  const bool deadlocked = job->error() && job->error()->code() == ER_LOCK_DEADLOCK;  // The server has rolled all of it back.
  if (deadlocked || !session_.in_transaction()) lease.close(rolled_back_by(*job));
}

// Is not interrupted: what a commit did would not be known.
Task<bool> MysqlConnection::end_with(std::string_view command, DatabaseJob& job) {
  MysqlAlarm alarm(pool_.loop(), wire_, pool_.options().transaction_timeout);
  co_return co_await session_.command(command, &job);
}

Task<> MysqlConnection::roll_back() {
  if (session_.broken()) co_return;
  MysqlAlarm alarm(pool_.loop(), wire_, pool_.options().connect_timeout);
  const bool done = co_await session_.command("rollback", nullptr);
  leaving_ = leaving_ || !done;
}

void MysqlConnection::give(std::shared_ptr<DatabaseJob> job) noexcept {
  leaving_ = leaving_ || !job;
  given_ = std::move(job);
  bell_.ring();
}

void MysqlConnection::abandoned(DatabaseJob&) noexcept {
  session_.news();
  interrupt();
}

void MysqlConnection::has_room(DatabaseJob&) noexcept { session_.news(); }

// Between two calls there is nothing that a server has to say but good-bye.
void MysqlConnection::stirred() noexcept {
  if (!pool_.remove_idle(*this)) return;
  leaving_ = true;
  bell_.ring();
}

void MysqlConnection::interrupt() {
  if (kill_ != Kill::None) return;
  kill_ = Kill::Asked;
  deadline_.emplace(pool_.loop(), wire_, 2 * pool_.options().cancel_timeout);  // For the kill, and for what it should bring about.
  pool_.kill(*this);
}

void MysqlConnection::kill_answered(bool killed) {
  kill_ = Kill::Answered;
  if (!killed) wire_.abort();
  bell_.ring_soon();
}

}  // namespace saki
