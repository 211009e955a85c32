// SPDX-License-Identifier: Apache-2.0
//
// ClientParts: what all requests of a client share.
#pragma once

#include "client/connection_pool.h"
#include "saki/client/client.h"
#include "saki/http/limits.h"
#include "saki/net/buffer.h"

namespace saki::client {

struct ClientParts {  // Affinity: loop.
  ClientParts(Loop& of, Resolver& asked, ClientOptions given);

  Loop& loop;
  Resolver& resolver;
  const ClientOptions options;
  const http::Limits limits;  // Those of the options, as the parsers take them.
  ClientCounts counts;
  BufferPool blocks;
  ConnectionPool connections;
};

}  // namespace saki::client
