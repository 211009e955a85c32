// SPDX-License-Identifier: Apache-2.0
//
// WorkerSettings: the settings of one worker of which some may change while the service runs.
#pragma once

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "saki/config/config.h"
#include "saki/settings_holder.h"

namespace saki {

struct WorkerSettings {  // Affinity: loop.
  std::shared_ptr<const Config> config;  // What they were taken from.
  std::vector<std::pair<TypeKey, std::unique_ptr<SettingsCopy>>> copies;

  // Those of a type that there is.
  [[nodiscard]] SettingsCopy& of(TypeKey key) const noexcept {
    return *std::ranges::find(copies, key, &decltype(copies)::value_type::first)->second;
  }
};

}  // namespace saki
