// SPDX-License-Identifier: Apache-2.0
//
// Resolver: the addresses of a name, asked of the system without blocking the loop, and kept for a bounded time.
//
// getaddrinfo(3) runs on a BlockingPool; it does not tell how long its answer holds, so that is bounded here. Several who ask for one
// name at once share one question. Names that are not found are remembered too, for less time. Addresses in numbers are answered at once.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "saki/base/clock.h"
#include "saki/net/address.h"
#include "saki/task/blocking_pool.h"
#include "saki/task/task.h"

namespace saki {

// The failures of getaddrinfo(3).
enum class ResolverFault : std::uint16_t {
  NotFound = 1,  // There is no such name, or it has no address.
  TryAgain,      // The name servers did not answer.
  Failed,        // Anything else.
};

const ErrorRoom& error_room(ResolverFault) noexcept;

using HostAddresses = std::vector<Address>;  // Without ports, those to be tried first at the front.

struct ResolverOptions {
  Duration kept_time = std::chrono::seconds(30);    // How long an answer is used.
  Duration missing_time = std::chrono::seconds(5);  // How long a failure is.
  std::size_t kept_count = 1024;                    // Names remembered; the oldest answer makes room.
  std::size_t question_count = 64;                  // Asked at once.
  std::size_t address_count = 16;                   // Of one name; others are left out.
  Result<HostAddresses> (*ask)(const std::string& name) = nullptr;  // On a thread of the pool; null for getaddrinfo(3).
};

class Resolver {  // Affinity: loop. The pool outlives it.
 public:
  Resolver(Loop& loop, BlockingPool& pool, const ResolverOptions& options = {});
  ~Resolver();  // Nobody waits any more.
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;

  // The addresses of `host`, a name or an address in numbers (IPv6 without brackets), each with `port`.
  //
  // Errors: Invalid for what is neither (a name ends in no number: `127.1` is no name); ResolverFault; Exhausted beyond question_count or
  // the pool's queue, or without memory; Cancelled. Wrap in with_timeout: the question goes on for whoever asks next.
  [[nodiscard]] Task<Result<HostAddresses>> resolve(std::string host, std::uint16_t port);

  void forget() noexcept;  // All that is kept.
  [[nodiscard]] std::size_t kept() const noexcept;
  [[nodiscard]] std::size_t asking() const noexcept;

  class Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace saki
