// SPDX-License-Identifier: Apache-2.0
//
// The section `store` of a configuration.
#pragma once

#include <string>

#include "saki/config/setting_fields.h"
#include "saki/store_options.h"
#include "store/memory_options.h"

namespace saki {

struct StoreChoice {
  static constexpr const char* kMemory = "memory";
  std::string backend = kMemory;
};

[[nodiscard]] SettingFields<StoreChoice> store_choice();
[[nodiscard]] SettingFields<StoreOptions> store_settings();
[[nodiscard]] SettingFields<MemoryOptions> memory_settings();

}  // namespace saki
