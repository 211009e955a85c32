// SPDX-License-Identifier: Apache-2.0
//
// RetryOptions: when a client asks once more, and how long it waits before.
#pragma once

#include <chrono>

namespace saki {

// The waits grow twofold from `first_wait` to `longest_wait`; of each a random part is waited, so that many clients of a server that came
// back do not come at once. A server's Retry-After is waited out in full, or, past `longest_retry_after`, taken as the answer.
struct RetryOptions {
  unsigned attempts = 3;  // In all, the first one with them; 1 never retries.
  std::chrono::milliseconds first_wait{100};
  std::chrono::milliseconds longest_wait{5'000};
  std::chrono::milliseconds longest_retry_after{30'000};
};

}  // namespace saki
