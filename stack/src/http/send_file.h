// SPDX-License-Identifier: Apache-2.0
//
// Sending a part of a file without ever waiting for a disk on the loop's thread.
#pragma once

#include "http/http_worker.h"
#include "http/pace.h"
#include "saki/net/stream.h"

namespace saki::http {

// In slices of 1 MiB, between which other events have their turn. A slice that is not in memory is first read by the worker's blocking
// pool. What was sent is counted in the answer of `exchange`; the client takes some bytes within Timeouts::write_idle and keeps up its
// rate.
//
// Errors: those of Stream::send_file; Exhausted when the pool takes no more work.
[[nodiscard]] Task<Result<>> send_file(Stream& stream, HttpWorker& worker, Http1Exchange& exchange, int file, std::uint64_t offset,
                                       std::uint64_t count_bytes);

}  // namespace saki::http
