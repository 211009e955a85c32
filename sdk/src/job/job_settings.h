// SPDX-License-Identifier: Apache-2.0
//
// The section `jobs` of a configuration.
#pragma once

#include <cstdint>

#include "saki/base/clock.h"
#include "saki/config/setting_fields.h"

namespace saki {

struct JobSettings {
  bool enabled = true;
  Duration lease{};
  std::uint64_t enqueued = 0;
  std::uint64_t durable = 0;
  std::uint64_t argument_bytes = 0;
};

[[nodiscard]] SettingFields<JobSettings> job_settings();

}  // namespace saki
