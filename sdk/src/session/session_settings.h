// SPDX-License-Identifier: Apache-2.0
//
// The settings of the section `session`, which fill SessionRules.
#pragma once

#include "saki/setting_fields.h"
#include "session/session_rules.h"

namespace saki {

[[nodiscard]] SettingFields<SessionRules> session_settings();

}  // namespace saki
