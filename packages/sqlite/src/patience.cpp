// SPDX-License-Identifier: Apache-2.0
#include "patience.h"

#include <algorithm>
#include <thread>

#include "outbox.h"
#include "vitals.h"

namespace saki {
namespace {

constexpr int kStepsBetweenQuestions = 1000;  // Some ten microseconds.
constexpr std::chrono::milliseconds kLongestPause{25};

}  // namespace

void Patience::install(sqlite3* database) noexcept {
  sqlite3_busy_handler(database, [](void* self, int attempts) { return static_cast<Patience*>(self)->pause(attempts) ? 1 : 0; }, this);
  sqlite3_progress_handler(
      database, kStepsBetweenQuestions,
      [](void* self) {
        const auto& patience = *static_cast<Patience*>(self);
        patience.takes_longer();
        return !patience.steady_ && patience.given_up() ? 1 : 0;
      },
      this);
}

Patience::Turn::Turn(Patience& patience, SqliteJob* job) noexcept : patience_(patience) {
  patience.job_ = job;
  patience.busy_end_ = (job != nullptr ? job->called_at() : std::chrono::steady_clock::now()) + patience.busy_timeout_;
}

void Patience::takes_longer() const noexcept {
  if (outbox_ != nullptr) outbox_->send();
}

bool Patience::given_up() const noexcept { return stopping() || (job_ != nullptr && job_->abandoned()); }

bool Patience::await_room(SqliteJob& job, SqliteJob::Time end) const {
  if (job.full()) takes_longer();
  while (job.full()) {
    const auto now = std::chrono::steady_clock::now();
    if (given_up() || now >= end) return false;
    static_cast<void>(job.await_room(std::min(end, now + kLongestPause)));
  }
  return true;
}

bool Patience::pause(int attempts_made) noexcept {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(busy_end_ - std::chrono::steady_clock::now());
  if (given_up() || left <= left.zero()) return false;
  if (vitals_ != nullptr) vitals_->paused();
  takes_longer();
  const std::chrono::milliseconds wanted(1 << std::min(attempts_made, 8));
  const auto pause = std::min({wanted, kLongestPause, left});
  if (job_ != nullptr) return job_->rest(pause) && !given_up();
  std::this_thread::sleep_for(pause);
  return !given_up();
}

}  // namespace saki
