// SPDX-License-Identifier: Apache-2.0
//
// AuthRule: who may call a route; see <saki/auth.h>.
#pragma once

#include <string>
#include <vector>

namespace saki {

enum class AuthNeed {
  Required,
  Optional,  // Who shows nothing is let in as nobody; who shows what is wrong is refused all the same.
};

struct AuthRule {
  std::vector<std::string> schemes{};  // Entries of the section `auth`; the first that the caller proves something to counts.
  std::vector<std::string> roles{};    // Any of them; none for every caller that is known.
  AuthNeed need = AuthNeed::Required;
};

}  // namespace saki
