// SPDX-License-Identifier: Apache-2.0
#include "reader.h"

#include <utility>

namespace saki {

void SqliteReader::serve(Connection& connection) {
  while (const std::shared_ptr<SqliteJob> job = own_.pop()) {
    if (job->abandoned()) continue;
    if (!connection.run_read_only(*job)) {
      auto refusal = writers_.push(job);
      if (!refusal) continue;
      job->fail(*std::move(refusal));
    }
    vitals_.read(*job);
    job->finish();
  }
}

}  // namespace saki
