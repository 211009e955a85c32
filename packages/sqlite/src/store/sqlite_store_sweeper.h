// SPDX-License-Identifier: Apache-2.0
//
// SqliteStoreSweeper: removes what has expired from a store's table, once a second, on the loop of one worker. Until then such rows are
// there and not seen.
#pragma once

#include "saki/loop/timer.h"
#include "saki/task/task_scope.h"

namespace saki {

class SqliteStore;

class SqliteStoreSweeper final : private Timer {  // Affinity: loop. The store outlives it.
 public:
  static constexpr std::chrono::seconds kInterval{1};

  SqliteStoreSweeper(SqliteStore& store, Loop& loop);

  using Timer::loop;

 private:
  void expire() override;
  [[nodiscard]] static Task<> sweep(SqliteStoreSweeper* sweeper);

  SqliteStore& store_;
  TaskScope scope_;
};

}  // namespace saki
