// SPDX-License-Identifier: Apache-2.0
//
// The settings of virtual hosts: `server.hosts`, `server.unknown_host`, and below `server` what the nameless host has, under the same keys
// as a named one: `mounts`, `error_pages`, `rewrites`, `trailing_slash`.
#pragma once

#include "saki/config/config_schema.h"

namespace saki {

void declare_host_settings(ConfigSchema& schema);

}  // namespace saki
