// SPDX-License-Identifier: Apache-2.0
//
// The section `limits` of the configuration.
#pragma once

#include <chrono>
#include <cstdint>

#include "saki/config/config.h"
#include "saki/config/config_schema.h"

namespace saki {

struct LimitSettings {
  bool enabled = true;
  std::uint32_t ipv6_prefix = 64;  // Bits of an IPv6 address that make one client.
  std::uint32_t table_keys = 16'384;
  bool refuse_unreachable = false;  // What happens where the store of a shared limit does not answer.
  std::chrono::seconds retry_after{1};
};

void declare_limit_settings(ConfigSchema& schema);
[[nodiscard]] LimitSettings read_limit_settings(const Config& config);

}  // namespace saki
