// SPDX-License-Identifier: Apache-2.0
#include "saki/jwt_keys.h"

#include <algorithm>

namespace saki {

Result<> JwtKeys::add(JwtKey key) {
  const auto is_same = [&](const JwtKey& other) { return other.algorithm() == key.algorithm() && other.id() == key.id(); };
  if (!key.id().empty() && std::ranges::any_of(keys_, is_same)) return fail(JwtKeyFault::Twice);
  if (keys_.size() == kMost) return fail(JwtKeyFault::TooMany);
  keys_.push_back(std::move(key));
  return {};
}

Result<> JwtKeys::add(const JwtKeys& keys) {
  for (const JwtKey& key : keys.keys_) SAKI_TRY(add(key));
  return {};
}

std::vector<const JwtKey*> JwtKeys::find(JwtAlgorithm algorithm, std::optional<std::string_view> id) const {
  std::vector<const JwtKey*> found;
  for (const JwtKey& key : keys_) {
    const bool fits = !id || key.id().empty() || key.id() == *id;
    if (fits && key.algorithm() == algorithm) found.push_back(&key);
  }
  return found;
}

}  // namespace saki
