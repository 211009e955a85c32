// SPDX-License-Identifier: Apache-2.0
//
// The section `sqlite` of a configuration, as SqliteOptions.
#pragma once

#include "saki/setting_fields.h"
#include "saki/sqlite/options.h"

namespace saki {

[[nodiscard]] SettingFields<SqliteOptions> sqlite_settings();

}  // namespace saki
