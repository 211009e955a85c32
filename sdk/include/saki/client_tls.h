// SPDX-License-Identifier: Apache-2.0
//
// Whom a client trusts, as its options say.
#pragma once

#include <memory>

#include "saki/http_client_options.h"
#include "saki/tls/tls_client_context.h"

namespace saki {

// Null where something is wrong, all of it in `diagnostics`.
[[nodiscard]] std::shared_ptr<const TlsClientContext> open_client_tls(const HttpClientOptions& options, Diagnostics& diagnostics);

// The same; throws std::runtime_error.
[[nodiscard]] std::shared_ptr<const TlsClientContext> open_client_tls(const HttpClientOptions& options);

}  // namespace saki
