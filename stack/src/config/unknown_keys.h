// SPDX-License-Identifier: Apache-2.0
//
// Keys of a configuration that no setting declares, each with the one that was probably meant.
#pragma once

#include <vector>

#include "saki/config/config_node.h"
#include "saki/config/setting.h"

namespace saki {

// Also reports a value where a section belongs (`server: 5`).
void find_unknown_keys(const ConfigNode& root, const std::vector<Setting>& settings, Diagnostics& diagnostics);

}  // namespace saki
