// SPDX-License-Identifier: Apache-2.0
//
// The section `mysql` of a configuration, as MysqlOptions.
#pragma once

#include "saki/mysql/options.h"
#include "saki/setting_fields.h"

namespace saki {

[[nodiscard]] SettingFields<MysqlOptions> mysql_settings();

}  // namespace saki
