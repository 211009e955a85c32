// SPDX-License-Identifier: Apache-2.0
//
// KeptRequest: a request that outlives its exchange: what a WebSocket's handler is given, and that of a stream of events.
//
// All that it was is packed into a block of its own size behind it, without the fields that were about the handshake, and the memory of the
// exchange goes back to its worker. Most handlers ask for nothing more of it; where one does, it is unfolded. Nothing can be answered
// through it, and it has no content.
#pragma once

#include <memory>
#include <string_view>

#include "saki/request.h"

namespace saki {

class KeptExchange;

class KeptRequest final : public Request {  // Affinity: loop.
 public:
  [[nodiscard]] static std::unique_ptr<KeptRequest> of(const Request& asked);
  ~KeptRequest();

  void operator delete(void* memory) noexcept { ::operator delete(memory); }

 private:
  friend class Request;  // Unfolds it.

  KeptRequest(const Request& asked, std::string_view packed) noexcept;
  void* operator new(std::size_t size_bytes, std::size_t further_bytes) { return ::operator new(size_bytes + further_bytes); }
  void operator delete(void* memory, std::size_t /*further_bytes*/) noexcept { ::operator delete(memory); }
  [[nodiscard]] char* packed() noexcept { return reinterpret_cast<char*>(this + 1); }
  [[nodiscard]] const char* packed() const noexcept { return reinterpret_cast<const char*>(this + 1); }

  mutable ArenaObjects along_;  // What was kept and goes along, until it is unfolded.
  mutable std::unique_ptr<KeptExchange> unfolded_;  // Once something of it was asked for.
};

}  // namespace saki
