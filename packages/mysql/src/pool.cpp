// SPDX-License-Identifier: Apache-2.0
#include "pool.h"

#include <algorithm>
#include <utility>

#include "handle.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

constexpr Duration kFirstPause = 50ms;
constexpr Duration kLongestPause = 500ms;

DatabaseError refusal(const DatabaseError& why, const DatabaseJob& job) {
  return MysqlError(why.kind(), why.text(), job.sql(), {}, why.code());
}

}  // namespace

MysqlPool::MysqlPool(Loop& loop, const MysqlOptions& options, MysqlCounts& counts, DatabaseMeter& meter, LogStream* log)
    : loop_(loop),
      options_(options),
      counts_(counts),
      meter_(meter),
      log_(log),
      threads_({.name = "mysql", .threads = std::min(options.max_connections + 1, 256U), .queue_limit = options.max_connections + 1}),
      canceller_(loop, threads_, options),
      random_(std::random_device()()),
      retry_(*this, "mysql retry", &MysqlPool::open_one),
      late_(*this, "mysql queue", &MysqlPool::refuse_late),
      scope_(loop, "mysql") {
  for (unsigned i = 0; i < options_.min_connections; ++i) open_one();
}

MysqlPool::~MysqlPool() {
  refuse_waiting(MysqlError(DatabaseErrorKind::Closed, "the database has stopped"));
  while (!idle_.empty()) remove_idle(idle_.front());
  while (!all_.empty()) all_.pop_front().abort();  // Or its thread would see its statement through.
  threads_.stop();
  scope_.drop();
}

std::optional<DatabaseError> MysqlPool::submit(std::shared_ptr<DatabaseJob> job) {
  job->measured_by(&meter_);
  if (waiting_.empty() && !idle_.empty()) {
    MysqlConnection& connection = idle_.front();
    remove_idle(connection);
    connection.give(std::move(job));
    return {};
  }
  if (down_) return refusal(*down_, *job);
  if (waiting_count_ >= options_.queue_limit) {
    return MysqlError(DatabaseErrorKind::Exhausted,
                      std::to_string(waiting_count_) + " calls wait for a connection already, as many as queue_limit allows", job->sql());
  }
  waiting_.push_back(*job);
  hold_waiting(std::move(job));
  return {};
}

// What stands in the queue by now.
void MysqlPool::hold_waiting(std::shared_ptr<DatabaseJob> job) {
  DatabaseJob& self = *job;
  ++waiting_count_;
  counts_.waiting.fetch_add(1, std::memory_order_relaxed);
  self.held_by(this, std::move(job));
  watch_queue();
  grow();
}

std::shared_ptr<DatabaseJob> MysqlPool::take_waiting() noexcept {
  if (waiting_.empty()) return nullptr;
  --waiting_count_;
  counts_.waiting.fetch_sub(1, std::memory_order_relaxed);
  return waiting_.pop_front().let_go();
}

void MysqlPool::abandoned(DatabaseJob& job) noexcept {
  const std::shared_ptr<DatabaseJob> removed = job.let_go();
  job.unlink();
  --waiting_count_;
  counts_.waiting.fetch_sub(1, std::memory_order_relaxed);
}

void MysqlPool::put_back(std::shared_ptr<DatabaseJob> job) {
  if (job->abandoned()) return;
  counts_.repeats.fetch_add(1, std::memory_order_relaxed);
  if (down_) {
    job->fail(refusal(*down_, *job));
    return job->finish();
  }
  waiting_.push_front(*job);
  hold_waiting(std::move(job));
}

// Once, and only what did not reach the server, or does no harm twice.
bool MysqlPool::may_repeat(DatabaseJob& job, const MysqlSession& session) const noexcept {
  if (job.abandoned() || !(session.never_sent() || (session.broken() && job.repeatable()))) return false;
  return job.take_attempt();
}

void MysqlPool::add_idle(MysqlConnection& connection) {
  idle_.push_front(connection);
  counts_.idle.fetch_add(1, std::memory_order_relaxed);
}

bool MysqlPool::remove_idle(MysqlConnection& connection) noexcept {
  auto& link = static_cast<ListLink<>&>(connection);
  if (!link.linked()) return false;
  link.unlink();
  counts_.idle.fetch_sub(1, std::memory_order_relaxed);
  return true;
}

void MysqlPool::kill(MysqlConnection& connection) {
  counts_.kills.fetch_add(1, std::memory_order_relaxed);
  canceller_.kill(connection);
  if (canceller_.needed()) scope_.spawn(&MysqlCanceller::serve, &canceller_);
}

Task<> MysqlPool::keep_connection(MysqlPool& pool) {
  {
    MysqlConnection connection(pool);
    pool.all_.push_back(connection);
    co_await connection.serve();
  }
  --pool.count_;
  pool.ended();
}

// Counted here: the task may begin later.
void MysqlPool::open_one() {
  ++count_;
  ++connecting_;
  scope_.spawn(keep_connection, std::ref(*this));
}

void MysqlPool::grow() {
  while (!retry_.armed() && count_ < options_.max_connections && connecting_ < waiting_count_) open_one();
}

void MysqlPool::ended() {
  grow();
  while (!retry_.armed() && count_ < options_.min_connections) open_one();
}

void MysqlPool::connected() {
  --connecting_;
  counts_.connects.fetch_add(1, std::memory_order_relaxed);
  pause_ = Duration::zero();
  if (down_ && log_ != nullptr) log_->info("mysql is back", {{"server", server_of(options_)}});
  set_down({});
}

void MysqlPool::refused(MysqlError why) {
  --connecting_;
  counts_.refusals.fetch_add(1, std::memory_order_relaxed);
  if (!retry_.armed()) {
    pause_ = std::clamp(pause_ * 2, kFirstPause, kLongestPause);
    std::uniform_int_distribution<std::int64_t> part(pause_.count() / 2, pause_.count());
    retry_.start_after(Duration(part(random_)));
  }
  if (count_ > connecting_ + 1) return;  // Others still work.
  MysqlError told(why.kind() == DatabaseErrorKind::Exhausted ? why.kind() : DatabaseErrorKind::Unavailable,
                  "no connection to " + server_of(options_) + ": " + why.text(), {}, {}, why.code());
  if (!down_ && log_ != nullptr) log_->error("mysql is down", {{"reason", told.text()}});
  set_down(told);
  refuse_waiting(told);
}

void MysqlPool::refuse_waiting(const MysqlError& why) {
  late_.cancel();
  while (const std::shared_ptr<DatabaseJob> job = take_waiting()) {
    job->fail(refusal(why, *job));
    job->finish();
  }
}

void MysqlPool::refuse_late() {
  const auto latest = DatabaseJob::Time::clock::now() - options_.queue_timeout;
  while (!waiting_.empty() && waiting_.front().called_at() <= latest) {
    const std::shared_ptr<DatabaseJob> job = take_waiting();
    job->fail(MysqlError(DatabaseErrorKind::Exhausted, "no connection became free within queue_timeout", job->sql()));
    job->finish();
  }
  watch_queue();
}

// The first has waited for longest.
void MysqlPool::watch_queue() {
  if (waiting_.empty() || late_.armed()) return;
  late_.start_after(waiting_.front().called_at() + options_.queue_timeout - DatabaseJob::Time::clock::now());
}

void MysqlPool::set_down(std::optional<MysqlError> why) {
  {
    const std::lock_guard lock(down_mutex_);
    down_text_ = why ? why->text() : "";
  }
  down_ = std::move(why);
}

std::string MysqlPool::down() const {
  const std::lock_guard lock(down_mutex_);
  return down_text_;
}

}  // namespace saki
