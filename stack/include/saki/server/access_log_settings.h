// SPDX-License-Identifier: Apache-2.0
//
// The settings of an access log: `path` and `format`.
#pragma once

#include <string>

#include "saki/config/config.h"
#include "saki/config/config_schema.h"
#include "saki/http/access_log.h"

namespace saki {

// Below `within`, which is empty or ends with a dot.
void declare_access_log(ConfigSchema& schema, const std::string& within, SettingNeed path_need);

// From a configuration that was read with these settings declared. An empty path is no log.
[[nodiscard]] http::AccessLogOptions read_access_log(const Config& config, const std::string& within);

}  // namespace saki
