// SPDX-License-Identifier: Apache-2.0
#include "job/kept_runs.h"

#include <algorithm>

namespace saki {

bool KeptRuns::add() {
  const std::lock_guard lock(mutex_);
  if (counted_ + changes_ >= most_) return false;
  ++changes_;
  return true;
}

void KeptRuns::remove() {
  const std::lock_guard lock(mutex_);
  --changes_;
}

std::int64_t KeptRuns::changes() const {
  const std::lock_guard lock(mutex_);
  return changes_;
}

void KeptRuns::counted(std::int64_t found, std::int64_t changes_before) {
  const std::lock_guard lock(mutex_);
  counted_ = found - changes_before;
}

std::int64_t KeptRuns::count() const {
  const std::lock_guard lock(mutex_);
  return std::max<std::int64_t>(0, counted_ + changes_);
}

bool KeptRuns::add_aside() {
  const std::lock_guard lock(mutex_);
  if (asides_ >= most_) return false;
  ++asides_;
  asides_are_known_ = false;
  return true;
}

bool KeptRuns::asides_are_known() const {
  const std::lock_guard lock(mutex_);
  return asides_are_known_;
}

void KeptRuns::counted_asides(std::int64_t found) {
  const std::lock_guard lock(mutex_);
  asides_ = found;
  asides_are_known_ = found < most_;
}

std::shared_ptr<void> KeptRuns::take(const std::string& id) {
  const std::lock_guard lock(mutex_);
  if (!in_hand_.insert(id).second) return nullptr;
  return {this, [this, id](void*) { let_go(id); }};
}

void KeptRuns::let_go(const std::string& id) {
  const std::lock_guard lock(mutex_);
  in_hand_.erase(id);
}

}  // namespace saki
