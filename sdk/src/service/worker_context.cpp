// SPDX-License-Identifier: Apache-2.0
#include "service/worker_context.h"

#include <stdexcept>

namespace saki {

WorkerContext::WorkerContext(ServiceContext& shared, BlockingPool& pool, Loop& own_loop)
    : service(shared),
      blocking(pool),
      loop(own_loop),
      encoders(shared.compression.encoders, static_cast<std::size_t>(shared.compression.at_once)) {
  for (const MountEntry& mount : service.mounts) {
    Result<http::StaticFiles> files = http::StaticFiles::open(mount.directory, blocking, mount.options);
    if (!files) throw std::runtime_error("cannot open the directory " + mount.directory + ": " + files.error().text());
    mounts.push_back(std::move(*files));
  }
}

}  // namespace saki
