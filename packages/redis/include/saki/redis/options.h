// SPDX-License-Identifier: Apache-2.0
//
// RedisOptions: where a server is and what bounds its use. The section `redis` of a configuration fills one.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>

#include "saki/base/secret.h"
#include "saki/server_tls.h"

namespace saki {

using RedisTls = ServerTls;

class RedisOptions {  // Affinity: frozen.
 public:
  using Milliseconds = std::chrono::milliseconds;

  RedisOptions() = default;

  std::string server = "127.0.0.1:6379";  // HOST:PORT, [V6]:PORT or unix:/PATH.
  std::string user;                       // Of an access list; empty: the server's default user.
  Secret password;                        // Empty: none is sent.
  RedisTls tls = RedisTls::Off;
  std::string tls_ca;    // A PEM file of the authorities to believe; empty: those of the system.
  std::string tls_cert;  // This side's own certificate, for a server that asks for one, and its key.
  std::string tls_key;
  unsigned database = 0;
  std::string client_name;    // As CLIENT LIST shows it; empty: none is set.
  std::uint32_t protocol = 2;  // 3 where hiredis has it.

  // Of each worker.
  unsigned connections = 2;           // Shared by all calls, 1 to 64.
  unsigned exclusive = 4;             // Lent by exclusive(), opened when wanted, 0 to 64.
  std::size_t in_flight = 1'024;      // Commands sent on one connection whose replies have not come.
  std::size_t queue_limit = 4'096;    // Calls that wait for a connection, or for their turn on it.
  std::size_t message_limit = 1'024;  // Messages that a subscription keeps for a slow reader.

  Milliseconds call_timeout{1'000};     // From a call to its reply, unless within() says otherwise; 0: without end.
  Milliseconds connect_timeout{1'000};  // Of each step to a connection: the name, the connection, TLS, the greeting.
  Milliseconds reconnect_first{50};     // The longest wait after the first failure; it doubles with each further one …
  Milliseconds reconnect_longest{500};  // … up to this. Each wait is between a half and all of it, by chance.
  Milliseconds probe_interval{10'000};  // A subscriber's connection that keeps silent is asked for a sign of life.
  Milliseconds slow_command{100};       // A line is logged for a command that took so long; 0: never.

  std::size_t command_bytes = 64u << 20;  // Of one command with its arguments, and of all that wait to be sent on a connection.
  std::size_t reply_bytes = 64u << 20;    // Of one reply.
  std::size_t reply_elements = 1'000'000;  // Of one reply, at all depths.
};

static_assert(!std::is_aggregate_v<RedisOptions>);

}  // namespace saki
