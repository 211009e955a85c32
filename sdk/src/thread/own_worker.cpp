// SPDX-License-Identifier: Apache-2.0
#include "saki/own_worker.h"

#include "saki/log/log_stream.h"
#include "text/exception_text.h"

namespace saki {

void detail::own_worker_failed(LogStream& log, const std::string& name, const std::exception_ptr& error) noexcept {
  log.error("a worker of one's own failed on a message", {{"worker", name}, {"reason", text::exception_text(error)}});
}

}  // namespace saki
