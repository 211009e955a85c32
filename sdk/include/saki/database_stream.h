// SPDX-License-Identifier: Apache-2.0
//
// DatabaseStream<T>: the job behind DatabaseRows<T>. Rows gather until there are kRoom of them; then the runner waits until the caller
// took some.
#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "saki/database_job.h"

namespace saki {

class DatabaseStreamJob : public DatabaseJob {
 public:
  static constexpr std::size_t kRoom = 64;  // Rows on their way.

  explicit DatabaseStreamJob(DatabaseJobKind kind, std::string_view sql, SqlParameters parameters)
      : DatabaseJob(kind, sql, std::move(parameters)) {}

  // Affinity: the loop that calls.
  [[nodiscard]] bool listen(Loop& loop, DatabaseWait& waiter) noexcept;  // False: there is a row, or the end, already.
  [[nodiscard]] bool finished() const noexcept;                          // Nothing more comes: all rows, or error().

 protected:
  // Under `mutex_`.
  void row_arrived(std::size_t arrived) noexcept;
  void rows_taken() noexcept { arrived_.store(0, std::memory_order_relaxed); }

 private:
  [[nodiscard]] bool streams() const noexcept override { return true; }
  [[nodiscard]] bool full() const noexcept override { return arrived_.load(std::memory_order_relaxed) >= kRoom; }
  void finishing() noexcept override { finished_ = true; }

  std::atomic<std::size_t> arrived_ = 0;  // This and all below are changed under `mutex_`.
  bool listening_ = false;
  bool finished_ = false;
};

template <Row T>
class DatabaseStream final : public DatabaseStreamJob {
 public:
  using Value = std::optional<T>;
  using DatabaseStreamJob::DatabaseStreamJob;
  [[nodiscard]] std::span<const std::string_view> columns() const noexcept override { return row_columns<T>(); }

  bool take(const RowReader& row, std::span<const int> column_of) override {
    T value = read_row<T>(row, column_of);
    const std::lock_guard lock(mutex_);
    arriving_.push_back(std::move(value));
    row_arrived(arriving_.size());
    return true;
  }

  // The next row that has come; nothing when there is none now. Affinity: the loop that calls.
  [[nodiscard]] Value next() {
    if (next_ == here_.size() && !fetch()) return {};
    return std::move(here_[next_++]);
  }
  [[nodiscard]] bool has_row() { return next_ < here_.size() || fetch(); }

 private:
  bool fetch() {
    here_.clear();
    next_ = 0;
    {
      const std::lock_guard lock(mutex_);
      here_.swap(arriving_);
      rows_taken();
    }
    if (!here_.empty()) tell_room();
    return !here_.empty();
  }

  std::vector<T> arriving_;  // Under `mutex_`.
  std::vector<T> here_;      // The caller's.
  std::size_t next_ = 0;
};

}  // namespace saki
