// SPDX-License-Identifier: Apache-2.0
//
// AccessRules: who may come in, decided by the first rule that fits. Pure: no request, no configuration, no clock.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saki/base/diagnostics.h"
#include "saki/http_words.h"
#include "saki/identity.h"
#include "saki/net/network.h"

namespace saki {

enum class AccessAction { Allow, Deny };

// What a rule asks for; an empty list fits everything. All of it must fit, and of each list one.
struct AccessRule {
  AccessAction action = AccessAction::Deny;
  std::vector<Network> from{};
  std::vector<std::string> paths{};    // Each with all that lies below it: `/admin` is no prefix of `/administrator`.
  std::vector<Method> methods{};       // GET stands for HEAD as well.
  std::vector<std::string> users{};    // Subjects; `*` for everybody who is known.
  std::vector<std::string> roles{};
  SourcePlace place{};

  [[nodiscard]] bool asks_who() const noexcept { return !users.empty() || !roles.empty(); }
};

struct AccessQuestion {
  const Address& client;
  std::string_view path;  // Decoded and normalised.
  Method method;
  const Identity* caller;  // Null: not found out yet.
};

struct AccessAnswer {
  enum class Outcome {
    Allowed,
    Denied,
    AskWho,  // It depends on who calls, which is not found out yet.
  };
  Outcome outcome;
  std::optional<std::size_t> rule;  // None: the default.
  bool proof_might_help;            // Of a caller whom nobody knows: a rule that would let a known one in was passed over.
};

class AccessRules {  // Affinity: frozen.
 public:
  AccessRules(std::vector<AccessRule> rules, AccessAction otherwise) : rules_(std::move(rules)), otherwise_(otherwise) {}

  [[nodiscard]] AccessAnswer decide(const AccessQuestion& question) const;

  [[nodiscard]] const std::vector<AccessRule>& all() const noexcept { return rules_; }

 private:
  std::vector<AccessRule> rules_;
  AccessAction otherwise_;
};

}  // namespace saki
