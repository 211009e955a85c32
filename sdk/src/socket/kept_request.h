// SPDX-License-Identifier: Apache-2.0
//
// KeptRequest: a request that outlives its exchange: what a WebSocket's handler is given.
//
// The head is copied into a block of its own size, without the fields that were about the handshake, and the memory of the exchange goes
// back to its worker. Nothing can be answered through it, and it has no content.
#pragma once

#include <memory>

#include "saki/request.h"
#include "saki/router.h"
#include "socket/kept_exchange.h"

namespace saki {

class KeptRequest {  // Affinity: loop.
 public:
  explicit KeptRequest(Request& asked);
  KeptRequest(const KeptRequest&) = delete;
  KeptRequest& operator=(const KeptRequest&) = delete;

  [[nodiscard]] Request& request() noexcept { return request_; }

 private:
  KeptExchange exchange_;
  std::unique_ptr<const RouteMatch> match_;  // Of a route with parameters: it has room for many.
  Request request_;
};

}  // namespace saki
