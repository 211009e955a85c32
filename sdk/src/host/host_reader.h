// SPDX-License-Identifier: Apache-2.0
//
// From the configuration to virtual hosts, with every mistake at its place.
#pragma once

#include <memory>

#include "host/virtual_hosts.h"
#include "saki/config/config.h"

namespace saki {

// Of a configuration that was read with the settings of hosts declared. Touches no file. Null where nothing is configured that would change
// how a request is answered.
[[nodiscard]] std::unique_ptr<VirtualHosts> read_virtual_hosts(const Config& config, Diagnostics& diagnostics);

}  // namespace saki
