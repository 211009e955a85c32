// SPDX-License-Identifier: Apache-2.0
//
// What an entry of the configuration's section `auth` may hold, and for which kinds it means something.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "auth/auth_settings.h"
#include "saki/config/config_schema.h"

namespace saki {

inline constexpr std::array<std::string_view, 6> kAuthKinds{"basic", "bearer", "key", "cookie", "certificate", "session"};  // By AuthKind.

struct AuthSetting {
  std::vector<AuthKind> kinds;  // None for all.
  Setting setting;
};

[[nodiscard]] std::vector<AuthSetting> auth_setting_table();

}  // namespace saki
