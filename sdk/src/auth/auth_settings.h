// SPDX-License-Identifier: Apache-2.0
//
// The section `auth` of the configuration: from the names of schemes to what each of them asks for.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "saki/base/secret.h"
#include "saki/config/config.h"
#include "saki/config/config_schema.h"
#include "saki/jwt.h"

namespace saki {

enum class AuthKind { Basic, Bearer, Key, Cookie, Certificate, Session };

// One entry. What does not belong to its kind is as it is without being configured.
struct AuthEntry {
  std::string name;
  AuthKind kind = AuthKind::Basic;
  std::string realm;
  SourcePlace place;

  std::string file;  // Basic, key.
  SourcePlace file_place;
  std::uint32_t hashing_threads = 2;  // Basic.
  std::uint32_t hashing_queue = 32;
  std::chrono::milliseconds remember{};
  std::uint32_t remembered = 0;

  std::vector<std::string> keys;  // Bearer.
  SourcePlace keys_place;
  std::optional<Secret> secret;
  SourcePlace secret_place;
  JwtRules rules;
  std::string roles_claim;

  std::string header;  // Key.
  std::string query;

  std::string cookie;  // Cookie.
  std::chrono::seconds lifetime{};

  std::map<std::string, std::string> roles;  // Certificate: by the subject.
};

void declare_auth_settings(ConfigSchema& schema);

// Every entry; keys that have no meaning for their entry's kind, and such that it lacks, go to `diagnostics`.
[[nodiscard]] std::vector<AuthEntry> read_auth_settings(const Config& config, Diagnostics& diagnostics);

}  // namespace saki
