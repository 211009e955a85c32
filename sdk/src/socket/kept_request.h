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
  [[nodiscard]] static std::unique_ptr<KeptRequest> of(Request& asked);
  KeptRequest(const KeptRequest&) = delete;
  KeptRequest& operator=(const KeptRequest&) = delete;

  [[nodiscard]] Request& request() noexcept { return request_; }

  void operator delete(void* memory) noexcept { ::operator delete(memory); }

 private:
  explicit KeptRequest(Request& asked);
  void* operator new(std::size_t size_bytes, std::size_t further_bytes) { return ::operator new(size_bytes + further_bytes); }
  void operator delete(void* memory, std::size_t /*further_bytes*/) noexcept { ::operator delete(memory); }

  KeptExchange exchange_;
  std::unique_ptr<const RouteMatch> match_;  // Of a route with parameters: it has room for many.
  Request request_;  // Behind it lies what the exchange keeps.
};

}  // namespace saki
