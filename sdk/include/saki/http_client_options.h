// SPDX-License-Identifier: Apache-2.0
//
// HttpClientOptions: how a client goes about its requests, and what bounds them. The section `client` of a configuration fills one.
#pragma once

#include <string>

#include "saki/base/diagnostics.h"
#include "saki/client/client_limits.h"
#include "saki/redirect_options.h"
#include "saki/retry_options.h"

namespace saki {

// Whom a client trusts over TLS, and what it shows of itself.
struct ClientTlsOptions {
  bool verify = true;         // The chain, the time and the name. Without, whoever answers is believed: for tests.
  std::string authorities{};  // PEM file of those trusted; empty: the system's.
  std::string certificate{};  // PEM file of its own, for servers that ask for one; empty for none.
  std::string key{};          // Of that; empty: the same file.
  SourcePlace place{};        // Where it was configured, for messages.

  [[nodiscard]] bool is_configured() const noexcept { return !authorities.empty() || !certificate.empty(); }
};

struct HttpClientOptions {
  client::ClientLimits limits{};
  client::ClientTimeouts timeouts{};  // `whole` bounds a request with all its retries and redirects.
  RetryOptions retries{};
  RedirectOptions redirects{};
  ClientTlsOptions tls{};
  bool cookies = false;                  // Whether those that servers set are kept, and sent back.
  std::string proxy = "environment";     // By HTTP_PROXY, HTTPS_PROXY, NO_PROXY; "none"; or the URL of one for everything.
  std::string user_agent = "saki";
};

}  // namespace saki
