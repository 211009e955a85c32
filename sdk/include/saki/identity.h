// SPDX-License-Identifier: Apache-2.0
//
// Identity: who calls, once that was proven by what the section `auth` of the configuration asks for.
//
//   if (request.identity().has_role("editor")) …
//   notes_of(request.identity().subject)
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/json.h"

namespace saki {

class Identity {  // Affinity: any; a value.
 public:
  Identity() = default;  // Nobody.
  Identity(std::string who, std::vector<std::string> their_roles = {}, Json said = Json::object())
      : subject(std::move(who)), roles(std::move(their_roles)), claims(std::move(said)) {}

  [[nodiscard]] bool known() const noexcept { return !subject.empty(); }
  [[nodiscard]] bool has_role(std::string_view role) const noexcept { return std::ranges::find(roles, role) != roles.end(); }

  std::string subject;             // A user's name, the subject of a token or a certificate; empty for nobody.
  std::string how;                 // The entry of `auth` that it was proven to.
  std::vector<std::string> roles;
  Json claims = Json::object();    // What a token says besides.
};

}  // namespace saki
