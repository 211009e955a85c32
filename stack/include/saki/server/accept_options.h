// SPDX-License-Identifier: Apache-2.0
//
// AcceptOptions: how connections come in, and what becomes of those that there is no place for.
#pragma once

#include <chrono>
#include <cstdint>

#include "saki/net/listen_tuning.h"

namespace saki {

enum class AcceptMode : std::uint8_t {
  PerWorker,  // Each worker has sockets of its own (SO_REUSEPORT); the kernel spreads connections.
  Shared,     // One acceptor hands each connection to the worker that holds the fewest.
};

enum class OverCapacity : std::uint8_t {
  Answer,  // 503 with Retry-After, then closed.
  Refuse,  // Reset.
  Wait,    // Left with the kernel until there is a place. Where one address holds too many: Answer.
};

struct AcceptOptions {  // Affinity: frozen.
  AcceptMode mode = AcceptMode::PerWorker;
  OverCapacity over_capacity = OverCapacity::Answer;
  std::chrono::seconds retry_after{1};
  unsigned ip6_prefix = 64;  // Bits of an IPv6 address that count as one client.
  bool ipv6_only = false;    // `[::]` and `*` take IPv6 alone.
  ListenTuning tuning{};
};

}  // namespace saki
