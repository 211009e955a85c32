// SPDX-License-Identifier: Apache-2.0
//
// Values of settings as text again, for dumps and the reference.
#pragma once

#include <string>

#include "saki/config/setting_value.h"

namespace saki {

// As YAML in flow style, which is also JSON save for durations and sizes: those are unquoted as people write them. Secrets are `***`.
[[nodiscard]] std::string yaml_text(const SettingValue& value, const Setting& setting);

// As JSON: durations as texts ("10s"), sizes as numbers of bytes.
[[nodiscard]] std::string json_text(const SettingValue& value, const Setting& setting);

}  // namespace saki
