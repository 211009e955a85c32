// SPDX-License-Identifier: Apache-2.0
#include "outbox.h"

#include <utility>

namespace saki {

void SqliteOutbox::add(std::shared_ptr<SqliteJob> job) {
  const SqliteJob::Time now = SqliteJob::Time::clock::now();
  if (jobs_.empty()) oldest_ = now;
  jobs_.push_back(std::move(job));
  if (jobs_.size() == kMost || now - oldest_ >= kLongest) send();
}

void SqliteOutbox::send() noexcept {
  for (const std::shared_ptr<SqliteJob>& job : jobs_) job->finish();
  jobs_.clear();
}

}  // namespace saki
