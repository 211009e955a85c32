// SPDX-License-Identifier: Apache-2.0
//
// DatabaseCall<J> and DatabaseTryCall<J>: what `co_await db.one<Note>(…)` and `co_await db.try_one<Note>(…)` await.
//
// The coroutine resumes on its own loop. Cancelled or dropped: the job is abandoned and the wait is over at once.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "saki/database_engine.h"
#include "saki/loop/timer.h"
#include "saki/task/wait.h"

namespace saki {

class DatabaseWait : public Wait, private Timer {  // Affinity: loop.
 public:
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    return suspend(caller) && start();
  }

 protected:
  // A limit of zero is none. Without a lease the job goes where its statement belongs, else to that transaction.
  DatabaseWait(DatabaseEngine& engine, std::shared_ptr<DatabaseLease> lease, std::shared_ptr<DatabaseJob> job, Duration limit);
  ~DatabaseWait() override;

  [[nodiscard]] std::optional<DatabaseError> failure() const;      // Of the wait, or else of the job.
  [[nodiscard]] std::optional<DatabaseError> own_failure() const;  // Of the wait: cancelled, refused, too late.
  void throw_failure() const;  // Cancelled, or the failure; returns when there is none.

  [[nodiscard]] DatabaseJob& job() const noexcept { return *job_; }

  enum class Sending : std::uint8_t { Sent, Settled, Refused };
  [[nodiscard]] virtual Sending send(Loop& loop);  // Settled: there is nothing to wait for.

 private:
  friend class DatabaseJob;
  bool start();
  void withdraw() noexcept override;
  void expire() override;
  void delivered() noexcept;       // From a callback of the loop.
  void delivered_soon() noexcept;  // From another coroutine.

  DatabaseEngine& engine_;
  std::shared_ptr<DatabaseLease> lease_;
  std::shared_ptr<DatabaseJob> job_;
  Duration limit_;
  bool pending_ = false;
  bool timed_out_ = false;
  std::optional<DatabaseError> refusal_;
};

template <class J>
class [[nodiscard]] DatabaseCall final : public DatabaseWait {
 public:
  DatabaseCall(DatabaseEngine& engine, std::shared_ptr<DatabaseLease> lease, std::shared_ptr<J> job, Duration limit)
      : DatabaseWait(engine, std::move(lease), std::move(job), limit) {}

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
    return static_cast<J&>(job()).value();
  }
};

template <class J>
class [[nodiscard]] DatabaseTryCall final : public DatabaseWait {
 public:
  using Value = std::expected<typename J::Value, DatabaseError>;

  DatabaseTryCall(DatabaseEngine& engine, std::shared_ptr<DatabaseLease> lease, std::shared_ptr<J> job, Duration limit)
      : DatabaseWait(engine, std::move(lease), std::move(job), limit) {}

  [[nodiscard]] Value await_resume() {
    if (auto error = failure()) return std::unexpected(*std::move(error));
    if constexpr (std::is_void_v<typename J::Value>) {
      return {};
    } else {
      return static_cast<J&>(this->job()).value();
    }
  }
};

}  // namespace saki
