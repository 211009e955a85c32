// SPDX-License-Identifier: Apache-2.0
//
// The log as a service's configuration wants it.
#pragma once

#include "saki/base/diagnostics.h"
#include "saki/config/config.h"
#include "saki/log/log.h"

namespace saki {

// Sets the level and adds the sink. A file that cannot be opened is told to `diagnostics`.
void configure_log(Log& log, const Config& config, Diagnostics& diagnostics);

}  // namespace saki
