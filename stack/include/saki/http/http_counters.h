// SPDX-License-Identifier: Apache-2.0
//
// HttpCounters: what one worker's connections have come to. Nothing that is refused, cut off or failed goes uncounted.
#pragma once

#include <array>
#include <cstdint>

#include "saki/http/refusal.h"
#include "saki/tls/tls_fault.h"

namespace saki::http {

struct HttpCounters {  // Affinity: loop.
  std::uint64_t connections = 0;
  std::uint64_t requests = 0;
  std::uint64_t idle_timeouts = 0;      // Connections closed between requests.
  std::uint64_t request_timeouts = 0;   // Handlers cancelled by Timeouts::request.
  std::uint64_t clients_gone = 0;       // Handlers cancelled because their client left.
  std::uint64_t handler_failures = 0;   // Handlers that threw, or ended without an answer.
  std::uint64_t slow_readers = 0;       // Connections reset because their client did not take an answer in time.
  std::uint64_t broken_answers = 0;     // Answers given up after their head was given.
  std::uint64_t forwarded_ignored = 0;  // Requests whose Forwarded or X-Forwarded-For made no sense.
  std::uint64_t proxy_refused = 0;      // Connections closed for want of a sound PROXY header from a trusted address.
  std::uint64_t web_sockets = 0;        // Connections that became one.
  std::uint64_t tls_handshakes = 0;            // Done.
  std::uint64_t tls_resumptions = 0;           // Of those: without certificates.
  std::uint64_t tls_handshake_timeouts = 0;
  std::uint64_t tls_handshakes_displaced = 0;  // Broken off, since there were too many.
  std::array<std::uint64_t, kTlsFaultCount> tls_faults{};  // What connections ended with.
  std::array<std::uint64_t, kRefusalCount> refusals{};  // By reason.

  [[nodiscard]] std::uint64_t refused(Refusal refusal) const noexcept { return refusals[static_cast<std::size_t>(refusal)]; }
  [[nodiscard]] std::uint64_t failed(TlsFault fault) const noexcept { return tls_faults[static_cast<std::size_t>(fault)]; }
  void count_fault(Error tls_fault) noexcept { ++tls_faults[tls_fault.code()]; }
  void count_refusal(Refusal refusal) noexcept { ++refusals[static_cast<std::size_t>(refusal)]; }
};

}  // namespace saki::http
