// SPDX-License-Identifier: Apache-2.0
//
// Users: who may come in by a password, as their file has it at one moment. KeyHolders: who may by a key.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "saki/base/diagnostics.h"
#include "saki/hash.h"
#include "saki/password.h"

namespace saki {

struct User {
  PasswordHash hash;
  std::vector<std::string> roles;
};

struct Users {  // Affinity: frozen.
  std::map<std::string, User, std::less<>> by_name;
  PasswordHash nobody = PasswordHash::of_nobody();  // Compared with in place of a user who is not there, at the cost of the first.

  // Null where a line is wrong, which `diagnostics` then tells.
  [[nodiscard]] static std::shared_ptr<const Users> read(std::string_view text, const std::string& file, Diagnostics& diagnostics);
};

struct KeyHolder {
  std::string name;
  std::vector<std::string> roles;
};

struct KeyHolders {  // Affinity: frozen.
  // A key is long and random, so a plain digest of it suffices: kept as `$sha256$` and 64 digits.
  std::map<Sha256::Digest, KeyHolder> by_digest;

  [[nodiscard]] static std::shared_ptr<const KeyHolders> read(std::string_view text, const std::string& file, Diagnostics& diagnostics);
};

}  // namespace saki
