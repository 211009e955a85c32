// SPDX-License-Identifier: Apache-2.0
//
// Encrypted connections to servers of any kind, for packages that talk to one on a Stream of their own:
//
//   std::shared_ptr<const TlsClientContext> tls = open_client_tls(options, diagnostics);  // Once, at start.
//   const Result<> secured = co_await with_timeout(limit, stream.start_tls(tls, host));   // On each connection.
//   if (!secured) … client_tls_failure(secured.error())
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "saki/base/diagnostics.h"
#include "saki/base/error.h"
#include "saki/http_client_options.h"

namespace saki {

class TlsClientContext;

// Reads the files of `options`; `protocols` are offered by ALPN, the best first. Null where something is wrong, all of it in `diagnostics`.
// What comes of it is for all loops, and stays as it is when the files change.
[[nodiscard]] std::shared_ptr<const TlsClientContext> open_client_tls(const ClientTlsOptions& options, Diagnostics& diagnostics,
                                                                      const std::vector<std::string>& protocols = {});

// Why Stream::start_tls failed: where the certificate of the other side is not good, also what is wrong with it. Affinity: any.
[[nodiscard]] std::string client_tls_failure(const Error& error);

}  // namespace saki
