// SPDX-License-Identifier: Apache-2.0
//
// SqliteOutbox: reads that are done and go home together, so that a loop that sleeps is woken once for all of them.
//
// They are held while the next read runs, of which most take a few microseconds. One that turns out to take longer, or has to wait, sends
// them at once; nothing is held while the thread sleeps.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <vector>

#include "saki/sqlite/names.h"

namespace saki {

class SqliteOutbox {  // Affinity: its connection's thread.
 public:
  SqliteOutbox() { jobs_.reserve(kMost); }

  // Keeps a job that is done, for kLongest at most.
  void add(std::shared_ptr<SqliteJob> job);

  void send() noexcept;

 private:
  static constexpr std::size_t kMost = 16;
  static constexpr std::chrono::microseconds kLongest{100};

  std::vector<std::shared_ptr<SqliteJob>> jobs_;
  SqliteJob::Time oldest_;
};

}  // namespace saki
