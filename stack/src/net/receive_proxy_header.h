// SPDX-License-Identifier: Apache-2.0
//
// Receives the PROXY header at the front of a connection, and not a byte of what is behind it: whoever is given the socket next, be it
// TLS or HTTP, finds there what it would find on a connection of the client's own.
#pragma once

#include "net/proxy_header.h"
#include "saki/base/clock.h"
#include "saki/loop/loop.h"
#include "saki/task/task.h"

namespace saki {

// `socket` stays the caller's, who keeps it open until the task has ended, and `into` with it.
//
// Errors: those of ProxyFault; Closed when the sender leaves before its end; Timeout at `deadline`; System; Cancelled.
[[nodiscard]] Task<Result<>> receive_proxy_header(Loop& loop, int socket, std::size_t limit_bytes, MonotonicTime deadline,
                                                  ProxyHeader& into);

}  // namespace saki
