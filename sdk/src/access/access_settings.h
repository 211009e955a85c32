// SPDX-License-Identifier: Apache-2.0
//
// The section `access` of the configuration.
#pragma once

#include "access/access_rules.h"
#include "saki/config/config.h"
#include "saki/config/config_schema.h"

namespace saki {

void declare_access_settings(ConfigSchema& schema);
[[nodiscard]] AccessRules read_access_settings(const Config& config);

}  // namespace saki
