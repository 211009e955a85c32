// SPDX-License-Identifier: Apache-2.0
//
// The virtual hosts that have certificates of their own.
#pragma once

#include "saki/config/config.h"
#include "saki/config/config_schema.h"
#include "saki/tls/tls_options.h"

namespace saki {

// `tls` of the section of a host.
void declare_host_tls(ConfigSchema& host);

// Adds to the server's own options those of its hosts. A host that names no certificate has the server's; a server that names none has its
// default host's. In the same way each asks of clients what the other does where it does not say itself whom it asks.
void add_tls_hosts(const Config& config, TlsOptions& options);

}  // namespace saki
