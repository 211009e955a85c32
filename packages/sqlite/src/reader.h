// SPDX-License-Identifier: Apache-2.0
//
// SqliteReader: one of the threads that take from the readers' queue. What turns out to write is passed on to the writer's.
#pragma once

#include "connection_thread.h"
#include "queue.h"

namespace saki {

class SqliteReader final : public ConnectionThread {
 public:
  SqliteReader(SqliteQueue& own, SqliteQueue& writers, SqliteVitals& vitals) noexcept : own_(own), writers_(writers), vitals_(vitals) {}

 private:
  [[nodiscard]] std::shared_ptr<SqliteJob> next(Connection& connection);
  void serve(Connection& connection) override;

  SqliteQueue& own_;
  SqliteQueue& writers_;
  SqliteVitals& vitals_;
  std::uint64_t mark_ = 0;  // What came before it may read the shared view.
};

}  // namespace saki
