// SPDX-License-Identifier: Apache-2.0
//
// What becomes of the rows of a call: one, all of them, a table of whatever types they have, a count, nothing.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/database_job.h"
#include "saki/sql_table.h"

namespace saki {

// The first row, if there is one.
template <Row T>
class DatabaseOne final : public DatabaseJob {
 public:
  using Value = std::optional<T>;
  using DatabaseJob::DatabaseJob;
  [[nodiscard]] std::span<const std::string_view> columns() const noexcept override { return row_columns<T>(); }
  bool take(const RowReader& row, std::span<const int> column_of) override {
    row_.emplace(read_row<T>(row, column_of));
    return false;
  }
  [[nodiscard]] Value value() { return std::move(row_); }

 private:
  std::optional<T> row_;
};

// Every row.
template <Row T>
class DatabaseAll final : public DatabaseJob {
 public:
  using Value = std::vector<T>;
  using DatabaseJob::DatabaseJob;
  [[nodiscard]] std::span<const std::string_view> columns() const noexcept override { return row_columns<T>(); }
  bool take(const RowReader& row, std::span<const int> column_of) override {
    rows_.push_back(read_row<T>(row, column_of));
    return true;
  }
  [[nodiscard]] Value value() { return std::move(rows_); }

 private:
  std::vector<T> rows_;
};

// Every row, with the types and the columns that it happens to have.
class DatabaseTable final : public DatabaseJob {
 public:
  using Value = SqlTable;
  using DatabaseJob::DatabaseJob;
  bool take(const RowReader& row, std::span<const int> column_of) override;
  [[nodiscard]] Value value() { return std::move(table_); }

 private:
  SqlTable table_;
};

// What was changed.
class DatabaseChange final : public DatabaseJob {
 public:
  using Value = SqlChanges;
  static constexpr bool kMayBeIgnored = true;
  using DatabaseJob::DatabaseJob;
  [[nodiscard]] Value value() const noexcept { return changes(); }
};

// Nothing but success.
class DatabaseDone final : public DatabaseJob {
 public:
  using Value = void;
  static constexpr bool kMayBeIgnored = true;
  using DatabaseJob::DatabaseJob;
  void value() const noexcept {}
};

}  // namespace saki
