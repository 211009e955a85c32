// SPDX-License-Identifier: Apache-2.0
//
// ServerOptions: where a server listens and what bounds it.
#pragma once

#include <chrono>
#include <functional>
#include <string_view>
#include <vector>

#include "saki/base/diagnostics.h"
#include "saki/http/access_log.h"
#include "saki/http/limits.h"
#include "saki/net/address.h"
#include "saki/server/accept_options.h"
#include "saki/server/keeper.h"
#include "saki/server/listen_place.h"
#include "saki/server/proxy_options.h"
#include "saki/tls/tls_options.h"

namespace saki {

enum class ServerSignals : std::uint8_t {
  Handle,  // SIGTERM and SIGINT drain; another SIGINT stops at once. SIGUSR1 reopens the log's files.
  Ignore,  // The program around the server has its own way.
};

struct ServerOptions {
  std::vector<ListenPlace> listen{};
  TlsOptions tls{};  // Of those of them that want it.
  unsigned workers = 0;  // 0: one for each core that this process may use.
  std::chrono::milliseconds drain_timeout{30'000};
  AcceptOptions accept{};
  http::Limits limits{};
  http::Timeouts timeouts{};
  ProxyOptions proxy{};
  http::AccessLogOptions access_log{};
  SourcePlace access_log_place{};  // Where its path was configured, for messages.
  bool names_clients = false;  // The application has access logs of its own: whom they name is found out before the client can be gone.
  ServerSignals signals = ServerSignals::Handle;
  std::function<void(std::string_view line)> announce{};  // Given "listening on http://…"; by default standard error.
  Keeper* keeper = nullptr;  // Outlives the server. With one, the sockets of Unix paths stay when the server ends.
};

}  // namespace saki
