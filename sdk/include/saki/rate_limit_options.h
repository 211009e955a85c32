// SPDX-License-Identifier: Apache-2.0
//
// RateLimitOptions: how often requests are let in.
#pragma once

#include <cstdint>
#include <string>

#include "saki/limit_key.h"
#include "saki/rate.h"

namespace saki {

enum class LimitScope : std::uint8_t {
  Worker,  // Each worker counts by itself: costs no waiting. In all at most the rate times the number of workers is let in.
  Shared,  // Counted in the service's Store, for all workers, and for all machines where its backend is one for them.
};

struct RateLimitOptions {
  std::string name;  // For clients (RateLimit-Policy), metrics and the store's keys: printable ASCII.
  Rate rate;
  LimitKey by = LimitKey::address();
  LimitScope scope = LimitScope::Worker;
};

}  // namespace saki
