// SPDX-License-Identifier: Apache-2.0
#include "reader.h"

#include <utility>

namespace saki {
namespace {

constexpr std::size_t kWorthSharing = 2;  // Reads that wait.

}  // namespace

void SqliteReader::serve(Connection& connection) {
  while (std::shared_ptr<SqliteJob> job = next(connection)) {
    if (job->abandoned()) continue;
    if (!connection.run_read_only(*job)) {
      auto refusal = writers_.push(job);
      if (!refusal) continue;
      job->fail(*std::move(refusal));
    }
    vitals_.read(*job);
    connection.outbox().add(std::move(job));
  }
}

std::shared_ptr<SqliteJob> SqliteReader::next(Connection& connection) {
  auto [job, behind, older] = own_.try_pop(mark_);
  if (job && older) return job;
  connection.close_view();
  if (!job) {
    connection.outbox().send();
    return own_.pop();
  }
  if (behind >= kWorthSharing) {
    mark_ = own_.mark();  // Before the view opens.
    connection.open_view(*job);
  }
  return job;
}

}  // namespace saki
