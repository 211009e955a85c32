// SPDX-License-Identifier: Apache-2.0
//
// Identity: who calls, once that was proven by what the section `auth` of the configuration asks for.
//
//   if (request.identity().has_role("editor")) …
//   notes_of(request.identity().subject)
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saki {

class Identity {  // Affinity: any; a value.
 public:
  Identity() = default;  // Nobody.
  explicit Identity(std::string who, std::vector<std::string> their_roles = {}, std::string said = "{}")
      : subject(std::move(who)), roles(std::move(their_roles)), claims(std::move(said)) {}

  [[nodiscard]] bool known() const noexcept { return !subject.empty(); }
  [[nodiscard]] bool has_role(std::string_view role) const noexcept { return std::ranges::find(roles, role) != roles.end(); }

  // A claim that is a text; nothing for one that is absent or of another kind.
  [[nodiscard]] std::optional<std::string> claim(std::string_view name) const;

  std::string subject;             // A user's name, the subject of a token or a certificate; empty for nobody.
  std::string how;                 // The entry of `auth` that it was proven to.
  std::vector<std::string> roles;
  std::string claims = "{}";  // What a token says besides, a JSON object: parse_json(claims) of <saki/json.h>.
};

}  // namespace saki
