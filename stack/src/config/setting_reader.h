// SPDX-License-Identifier: Apache-2.0
//
// One setting's value, whatever its shape, from the node it was configured by.
#pragma once

#include <optional>

#include "saki/config/config_node.h"
#include "saki/config/setting_value.h"

namespace saki {

// None when `diagnostics` grew.
[[nodiscard]] std::optional<SettingValue> read_setting(const ConfigNode& node, const Setting& setting, Diagnostics& diagnostics);

// The declared default; none when there is none. A default that breaks the setting's own rules aborts.
[[nodiscard]] std::optional<SettingValue> default_value(const Setting& setting);

}  // namespace saki
