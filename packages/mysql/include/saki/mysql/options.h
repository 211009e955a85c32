// SPDX-License-Identifier: Apache-2.0
//
// MysqlOptions: which server, as whom, and what bounds the connections to it. The section `mysql` of a configuration fills one.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>

#include "saki/base/secret.h"
#include "saki/server_tls.h"

namespace saki {

using MysqlTls = ServerTls;

class MysqlOptions {
 public:
  MysqlOptions() = default;

  std::string host = "127.0.0.1";  // Of a name or an address; a name is looked up for each connection.
  std::uint16_t port = 3306;
  std::string socket;  // A Unix socket's path, which goes before host and port.
  std::string user = "root";
  Secret password;
  std::string database;

  MysqlTls tls = MysqlTls::Off;
  std::string tls_ca;    // A PEM file of the authorities to believe; empty: those of the system.
  std::string tls_cert;  // This side's own certificate, and its key.
  std::string tls_key;

  unsigned min_connections = 1;  // Of each worker: kept open while nothing is asked.
  unsigned max_connections = 8;  // Of each worker.
  std::size_t queue_limit = 1'024;  // Calls of one worker that may wait for a connection.
  std::chrono::milliseconds queue_timeout{5'000};  // How long one waits there.
  std::chrono::milliseconds connect_timeout{5'000};  // From the first packet to a session; also of the check before reuse.
  std::chrono::milliseconds call_timeout{30'000};  // From a call to its answer, unless within() says otherwise; 0: without end.
  std::chrono::milliseconds transaction_timeout{30'000};  // From begin to its end; also of a result read row by row.
  std::chrono::milliseconds idle_timeout{600'000};  // After which a connection beyond min_connections is closed.
  std::chrono::milliseconds check_after{5'000};  // A connection idle for longer is asked for a sign of life before it is used.
  std::chrono::milliseconds cancel_timeout{2'000};  // How long the server may take to end a statement that nobody waits for any more.
  std::chrono::milliseconds start_timeout{10'000};  // How long the start waits for the server; 0: it is not asked.
  std::chrono::milliseconds slow_query{1'000};  // A statement that takes longer is logged, without its values; 0: none is.
  std::size_t statement_cache = 64;  // Prepared statements kept by each connection, 1 or more.
  std::size_t max_rows = 100'000;  // Rows of one result that are kept at once.
  std::size_t max_packet_bytes = std::size_t{64} * 1024 * 1024;  // Of one row, or one statement with its parameters.
};

static_assert(!std::is_aggregate_v<MysqlOptions>);

}  // namespace saki
