// SPDX-License-Identifier: Apache-2.0
//
// One scalar read as the type its setting declares, held to the setting's range, words and check.
#pragma once

#include <optional>
#include <string>

#include "saki/config/config_node.h"
#include "saki/config/setting_scalar.h"

namespace saki {

// Why a scalar was refused, in the terms of a diagnostic.
struct ScalarMistake {
  std::string code;
  std::string text;
  std::string hint;
};

struct ScalarResult {
  std::optional<SettingScalar> value;
  ScalarMistake mistake;  // Where there is no value.
};

[[nodiscard]] ScalarResult read_scalar(const ConfigNode& node, const Setting& setting);

}  // namespace saki
