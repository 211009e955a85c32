// SPDX-License-Identifier: Apache-2.0
//
// Which listeners of a server want TLS, and whether it has what they need.
#pragma once

#include "saki/base/diagnostics.h"
#include "saki/server/server_options.h"

namespace saki {

[[nodiscard]] bool serves_tls(const ServerOptions& options) noexcept;

// Tells a listener that wants TLS where no certificate is configured.
void check_tls_listeners(const ServerOptions& options, Diagnostics& diagnostics);

}  // namespace saki
