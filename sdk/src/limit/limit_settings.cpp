// SPDX-License-Identifier: Apache-2.0
#include "limit/limit_settings.h"

#include <string>

namespace saki {

void declare_limit_settings(ConfigSchema& schema) {
  schema.add({.path = "limits.enabled",
              .type = SettingType::Bool,
              .initial = "true",
              .description = "Whether limits are held; false lets every request in, as for a load test."});
  schema.add(
      {.path = "limits.ipv6_prefix",
       .type = SettingType::Uint32,
       .initial = "64",
       .minimum = "32",
       .maximum = "128",
       .unit = "bits",
       .description = "How much of an IPv6 address tells clients apart: providers give each of theirs a whole network, /64 or larger."});
  schema.add(
      {.path = "limits.table_keys",
       .type = SettingType::Uint32,
       .initial = "16384",
       .minimum = "64",
       .maximum = "16777216",
       .unit = "keys",
       .description = "How many clients each worker counts apart for each limit, 16 bytes each. Past it newcomers share their states."});
  schema.add({.path = "limits.unreachable",
              .type = SettingType::Word,
              .initial = "allow",
              .words = {"allow", "refuse"},
              .description = "What becomes of requests under a shared limit while its store does not answer; refused ones get 503."});
  schema.add({.path = "limits.retry_after",
              .type = SettingType::TimeSpan,
              .initial = "1s",
              .minimum = "1s",
              .maximum = "1h",
              .description = "When clients may come again that found all places taken, or were shed."});
}

LimitSettings read_limit_settings(const Config& config) {
  LimitSettings settings;
  settings.enabled = config.get<bool>("limits.enabled");
  settings.ipv6_prefix = config.get<std::uint32_t>("limits.ipv6_prefix");
  settings.table_keys = config.get<std::uint32_t>("limits.table_keys");
  settings.refuse_unreachable = config.get<std::string>("limits.unreachable") == "refuse";
  settings.retry_after = config.get<std::chrono::seconds>("limits.retry_after");
  return settings;
}

}  // namespace saki
