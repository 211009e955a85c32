// SPDX-License-Identifier: Apache-2.0
//
// SqliteCall<J> and SqliteTryCall<J>: what `co_await db.one<Note>(…)` and `co_await db.try_one<Note>(…)` await.
//
// The coroutine resumes on its own loop. Cancelled or dropped: the job is abandoned and the wait is over at once.
#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <utility>

#include "saki/loop/timer.h"
#include "saki/sqlite/job.h"
#include "saki/task/wait.h"

namespace saki {

class SqliteCore;

class SqliteWait : public Wait, private Timer {  // Affinity: loop.
 public:
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    return suspend(caller) && start();
  }

 protected:
  // A limit of zero is none. Without a lease the job goes where its statement belongs, else to that transaction.
  SqliteWait(SqliteCore& core, std::shared_ptr<SqliteLease> lease, std::shared_ptr<SqliteJob> job, Duration limit);
  ~SqliteWait() override;

  [[nodiscard]] std::optional<SqliteError> failure() const;
  void throw_failure() const;  // Cancelled, or the failure; returns when there is none.

 private:
  friend class SqliteJob;
  bool start();
  void withdraw() noexcept override;
  void expire() override;
  void delivered() noexcept;

  SqliteCore& core_;
  std::shared_ptr<SqliteLease> lease_;
  std::shared_ptr<SqliteJob> job_;
  Duration limit_;
  bool pending_ = false;
  bool timed_out_ = false;
  std::optional<SqliteError> refusal_;
};

template <class J>
class [[nodiscard]] SqliteCall final : public SqliteWait {
 public:
  SqliteCall(SqliteCore& core, std::shared_ptr<SqliteLease> lease, std::shared_ptr<J> job, Duration limit)
      : SqliteWait(core, std::move(lease), job, limit), job_(std::move(job)) {}

  [[nodiscard]] typename J::Value await_resume()
    requires(!J::kMayBeIgnored)
  {
    return take();
  }
  typename J::Value await_resume()
    requires J::kMayBeIgnored
  {
    return take();
  }

 private:
  typename J::Value take() {
    throw_failure();
    return job_->value();
  }

  std::shared_ptr<J> job_;
};

template <class J>
class [[nodiscard]] SqliteTryCall final : public SqliteWait {
 public:
  using Value = std::expected<typename J::Value, SqliteError>;

  SqliteTryCall(SqliteCore& core, std::shared_ptr<SqliteLease> lease, std::shared_ptr<J> job, Duration limit)
      : SqliteWait(core, std::move(lease), job, limit), job_(std::move(job)) {}

  [[nodiscard]] Value await_resume() {
    if (auto error = failure()) return std::unexpected(*std::move(error));
    if constexpr (std::is_void_v<typename J::Value>) {
      return {};
    } else {
      return job_->value();
    }
  }

 private:
  std::shared_ptr<J> job_;
};

}  // namespace saki
