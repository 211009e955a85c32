// SPDX-License-Identifier: Apache-2.0
//
// The section `cookies` of a configuration.
#pragma once

#include <optional>
#include <string>

#include "saki/base/secret.h"
#include "saki/setting_fields.h"

namespace saki {

struct CookieSettings {
  std::optional<Secret> keys;
  std::optional<std::string> key_file;
};

[[nodiscard]] SettingFields<CookieSettings> cookie_settings();

}  // namespace saki
