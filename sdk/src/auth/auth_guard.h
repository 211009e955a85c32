// SPDX-License-Identifier: Apache-2.0
//
// AuthGuard: the middleware that holds the callers of a route to its rule.
#pragma once

#include <utility>

#include "saki/auth_rule.h"
#include "saki/guard.h"

namespace saki {

class AuthCore;

class AuthGuard final : public Guard {
 public:
  AuthGuard(AuthCore& core, AuthRule rule) : core_(core), rule_(std::move(rule)) {}

  [[nodiscard]] Task<Response> answer(Request& request, Next next) const override;

  [[nodiscard]] const AuthRule& rule() const noexcept { return rule_; }

 private:
  AuthCore& core_;
  AuthRule rule_;
};

}  // namespace saki
