// SPDX-License-Identifier: Apache-2.0
//
// The section `redis` of a configuration, as RedisOptions.
#pragma once

#include "saki/redis/options.h"
#include "saki/setting_fields.h"

namespace saki {

[[nodiscard]] SettingFields<RedisOptions> redis_settings();

}  // namespace saki
