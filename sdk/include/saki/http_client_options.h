// SPDX-License-Identifier: Apache-2.0
//
// HttpClientOptions: how a client goes about its requests, and what bounds them. The section `client` of a configuration fills one.
#pragma once

#include <string>

#include "saki/client/client_limits.h"
#include "saki/redirect_options.h"
#include "saki/retry_options.h"

namespace saki {

struct HttpClientOptions {
  client::ClientLimits limits{};
  client::ClientTimeouts timeouts{};  // `whole` bounds a request with all its retries and redirects.
  RetryOptions retries{};
  RedirectOptions redirects{};
  bool cookies = false;                  // Whether those that servers set are kept, and sent back.
  std::string proxy = "environment";     // By HTTP_PROXY, HTTPS_PROXY, NO_PROXY; "none"; or the URL of one for everything.
  std::string user_agent = "saki";
};

}  // namespace saki
