// SPDX-License-Identifier: Apache-2.0
//
// The settings of kitchen-sink, as its configuration gives them: `request.settings<Settings>()`.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "saki/base/secret.h"
#include "types.h"

namespace saki {
template <class Owner>
class SettingFields;
}

namespace kitchen::sink {

struct Settings {
  std::string web_root = "public";  // path
  Colour colour = Colour::Red;  // enum(red|light-green|deep_blue)
  double ratio = 0.5;  // double(0.0..1.0)
  std::chrono::microseconds wait{10000000};  // duration
  std::vector<std::string> admins = {"root@example.org"};  // list(email)(..5)
  std::optional<saki::Secret> api_key;  // string optional secret
  std::string code = "ABC";  // string
  std::uint64_t big = 7;  // uint64
};

// How the configuration knows them: below `settings`.
[[nodiscard]] saki::SettingFields<Settings> setting_fields();

}  // namespace kitchen::sink
