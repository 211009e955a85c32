// SPDX-License-Identifier: Apache-2.0
#include "saki/own_worker.h"

#include "saki/log/log_stream.h"

namespace saki {

void detail::own_worker_failed(LogStream& log, const std::string& name, const std::exception_ptr& error) noexcept {
  std::string reason = "unknown";
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& told) {
    reason = told.what();
  } catch (...) {
  }
  log.error("a worker of one's own failed on a message", {{"worker", name}, {"reason", reason}});
}

}  // namespace saki
