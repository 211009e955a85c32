// SPDX-License-Identifier: Apache-2.0
//
// MysqlLease: a transaction's calls on their way to the connection that is its own. Bounded; closing it ends the transaction.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>

#include "bell.h"
#include "saki/database_engine.h"

namespace saki {

class MysqlLease final : public DatabaseLease, private DatabaseHolder {  // Affinity: loop.
 public:
  MysqlLease(std::size_t limit, DatabaseMeter& meter) noexcept : limit_(limit), meter_(meter) {}
  ~MysqlLease() override { close(DatabaseError(DatabaseErrorKind::Closed, "the transaction has ended", {}, {}, "mysql")); }

  [[nodiscard]] std::optional<DatabaseError> push(std::shared_ptr<DatabaseJob> job) override;
  void close(const DatabaseError& reason) override;

  // For the connection: whom to tell of a call or of the end; null once it is gone.
  void served_by(MysqlBell* bell) noexcept { bell_ = bell; }
  [[nodiscard]] std::shared_ptr<DatabaseJob> take() noexcept;  // Null when none waits.
  [[nodiscard]] bool closed() const noexcept { return closed_.has_value(); }

 private:
  void abandoned(DatabaseJob& job) noexcept override;

  const std::size_t limit_;
  DatabaseMeter& meter_;
  IntrusiveList<DatabaseJob> jobs_;
  std::size_t count_ = 0;
  std::optional<DatabaseError> closed_;
  MysqlBell* bell_ = nullptr;
};

}  // namespace saki
