// SPDX-License-Identifier: Apache-2.0
//
// Rules of access as lines of text, and what they say, slow and plainly; the implementation must agree with it on every input.
//
//   deny from=10.0.0.0/8 path=/admin method=POST user=ada role=editor
//
// A word may come several times; a line that is malformed is left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/access_rules.h"

namespace saki::reference {

struct TextRule {
  bool allows = false;
  std::vector<std::string> from{};
  std::vector<std::string> paths{};
  std::vector<std::string> methods{};
  std::vector<std::string> users{};
  std::vector<std::string> roles{};
};

struct Asked {
  std::string client;  // A literal address.
  std::string path;
  std::string method;
  const Identity* caller = nullptr;
};

[[nodiscard]] std::vector<TextRule> read_rules(std::string_view text);

// "allow", "deny" or "who", and behind it the place of the rule, or "default".
[[nodiscard]] std::string decide(const std::vector<TextRule>& rules, bool allows_otherwise, const Asked& asked);

// What the implementation under test makes of it, in the same words.
[[nodiscard]] std::string decide_with_the_real_one(const std::vector<TextRule>& rules, bool allows_otherwise, const Asked& asked);

}  // namespace saki::reference
