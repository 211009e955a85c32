// SPDX-License-Identifier: Apache-2.0
//
// KeptRuns: what a process knows of the runs of one durable job that lie in the store: how many there are, how many were set aside, and
// which it has in hand.
//
// Others change the number as well. So it is what was last counted there, and what this process has put in and taken out since.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace saki {

class KeptRuns {  // Affinity: any. Outlives what it gives.
 public:
  void set_most(std::uint64_t most) noexcept { most_ = static_cast<std::int64_t>(most); }  // Before anything else.

  [[nodiscard]] bool add();  // Counts one more. False where there are so many already.
  void remove();

  // What was counted in the store, and changes() when the counting began.
  [[nodiscard]] std::int64_t changes() const;
  void counted(std::int64_t found, std::int64_t changes_before);
  [[nodiscard]] std::int64_t count() const;

  // Those that were set aside. They are counted in the store at the start, after one more was, and while there are as many as may be.
  [[nodiscard]] bool add_aside();
  [[nodiscard]] bool asides_are_known() const;
  void counted_asides(std::int64_t found);

  // Takes a run in hand until the last holder of what it gives has gone. Null where this process has it in hand.
  [[nodiscard]] std::shared_ptr<void> take(const std::string& id);

 private:
  void let_go(const std::string& id);

  mutable std::mutex mutex_;
  std::int64_t most_ = 0;
  std::int64_t asides_ = 0;
  bool asides_are_known_ = false;
  std::int64_t counted_ = 0;  // Less the changes before.
  std::int64_t changes_ = 0;
  std::set<std::string> in_hand_;
};

}  // namespace saki
