// SPDX-License-Identifier: Apache-2.0
//
// ConcurrencyOptions: how many requests are worked on at once, and what becomes of the rest.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace saki {

// A request counts from where it is let in until its handler has answered; what is streamed afterwards does not.
struct ConcurrencyOptions {
  std::string name;        // For metrics and the log.
  std::uint32_t most = 1;  // Worked on at once, on all workers together.
  std::uint32_t queue = 0;                // How many more may wait, the first come the first served; others are refused.
  std::chrono::milliseconds wait{1'000};  // How long each may; then it is refused.

  // Load shedding: while for a whole `interval` no request was let in sooner than `target` after it came, those that waited longer than
  // that are refused. Waiting is time in the queue above and time in which the worker was busy with others. Zero never sheds.
  std::chrono::milliseconds target{0};
  std::chrono::milliseconds interval{100};
};

}  // namespace saki
