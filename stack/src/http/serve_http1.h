// SPDX-License-Identifier: Apache-2.0
//
// One HTTP/1 connection, from its first byte to its last.
#pragma once

#include "http/http_worker.h"
#include "saki/net/stream.h"
#include "saki/task/task.h"

namespace saki::http {

// Serves one connection until either side is done with it. `stream` and `worker` outlive the task. Affinity: loop.
[[nodiscard]] Task<> serve_http1(Stream& stream, HttpWorker& worker);

}  // namespace saki::http
