// SPDX-License-Identifier: Apache-2.0
#include "reader.h"

#include <utility>

namespace saki {

void SqliteReader::serve(Connection& connection) {
  SqliteOutbox& done = connection.outbox();
  while (std::shared_ptr<SqliteJob> job = next(done)) {
    if (job->abandoned()) continue;
    if (!connection.run_read_only(*job)) {
      auto refusal = writers_.push(job);
      if (!refusal) continue;
      job->fail(*std::move(refusal));
    }
    vitals_.read(*job);
    done.add(std::move(job));
  }
}

std::shared_ptr<SqliteJob> SqliteReader::next(SqliteOutbox& done) {
  if (auto job = own_.try_pop()) return job;
  done.send();
  return own_.pop();
}

}  // namespace saki
