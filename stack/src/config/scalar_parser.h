// SPDX-License-Identifier: Apache-2.0
//
// A text as a value of a type, by YAML 1.2's core schema for truth values and numbers. No range, no setting.
#pragma once

#include <string_view>

#include "saki/base/result.h"
#include "saki/config/setting_scalar.h"

namespace saki {

// Errors: Invalid outside the type's grammar, Exhausted beyond what the type can hold.
[[nodiscard]] Result<SettingScalar> parse_scalar(std::string_view text, SettingType type);

}  // namespace saki
