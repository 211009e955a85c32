// SPDX-License-Identifier: Apache-2.0
//
// One HTTP/1 connection, from its first byte to its last.
#pragma once

#include "http/http_worker.h"
#include "saki/net/stream.h"
#include "saki/task/task.h"

namespace saki::http {

// Serves the connection of `socket` until either side is done with it. `worker` outlives the task; the id is from it. Affinity: loop.
//
// Its frame is most of what an idle connection costs: the stream lives in it, and what only some requests need has frames of its own.
[[nodiscard]] Task<> serve_http1(FileDescriptor socket, HttpWorker& worker, std::uint64_t connection_id);

}  // namespace saki::http
