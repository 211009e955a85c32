// SPDX-License-Identifier: Apache-2.0
//
// The system's own name service, which blocks.
#pragma once

#include "saki/net/resolver.h"

namespace saki {

// getaddrinfo(3) for streams. Errors: ResolverFault. Affinity: any.
[[nodiscard]] Result<HostAddresses> ask_system_for(const std::string& name);

}  // namespace saki
