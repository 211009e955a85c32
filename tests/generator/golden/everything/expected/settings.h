// SPDX-License-Identifier: Apache-2.0
//
// The settings of kitchen-sink, as its configuration gives them: `request.settings<Settings>()`.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "saki/base/secret.h"
#include "saki/bytes.h"
#include "saki/timestamp.h"
#include "saki/uuid.h"
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
  saki::Bytes salt = saki::Bytes(std::string_view("\000\001\002", 3));  // bytes(1..16)
  std::optional<std::vector<saki::Bytes>> keys;  // list(bytes) optional
  saki::Timestamp since = saki::Timestamp(saki::WallTime(std::chrono::microseconds(1795176000500000)));  // timestamp
  std::chrono::year_month_day day = std::chrono::year(2026) / 11 / 20;  // date
  saki::Uuid realm = saki::Uuid(saki::Uuid::Octets{0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0x01, 0x23, 0x45,
      0x67, 0x89, 0xab, 0xcd, 0xef});  // uuid
  std::map<std::string, std::string> peers = {{"a", "https://example.org/"}};  // map(uri)
  std::optional<std::vector<saki::Secret>> passwords;  // list(string) optional secret
};

// How the configuration knows them: below `settings`.
[[nodiscard]] saki::SettingFields<Settings> setting_fields();

}  // namespace kitchen::sink
