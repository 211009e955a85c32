// SPDX-License-Identifier: Apache-2.0
//
// The settings that every service has: the log's, and where its data lies.
#pragma once

#include "saki/config/config_schema.h"

namespace saki {

void declare_common_settings(ConfigSchema& schema);

}  // namespace saki
