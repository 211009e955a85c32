// SPDX-License-Identifier: Apache-2.0
//
// Auth: the package that finds out who calls, by what the section `auth` of the configuration says: passwords, tokens, keys, cookies,
// sessions, certificates of clients.
//
//   service.add_package(std::make_unique<Auth>());
//   RouteOptions options;
//   options.middleware.push_back(Auth::of(service).guard({.schemes = {"staff", "tokens"}, .roles = {"editor"}}));
//   service.put("/notes/{id:int64}", replace_note, std::move(options));
//   …
//   request.identity().subject
//
// Who proves nothing is answered 401 with a challenge of each scheme, who lacks the role 403. A service without this package is not linked
// with any of it. docs/identity.md has the configuration.
#pragma once

#include <memory>
#include <string_view>

#include "saki/auth_rule.h"
#include "saki/cookie.h"
#include "saki/guard.h"
#include "saki/identity.h"
#include "saki/package.h"

namespace saki {

class AuthCore;

class Auth final : public Package {  // Affinity: main before start(), any between start() and stop().
 public:
  Auth();
  ~Auth() override;

  [[nodiscard]] std::string_view name() const noexcept override { return "auth"; }
  void declare_settings(ConfigSchema& schema) override;
  void start(const PackageContext& context, Diagnostics& diagnostics) override;
  void start_worker(Loop& loop) override;
  void measure(Measures& measures) const override;
  void stop() noexcept override;

  // That of a service. Asking before it was added aborts.
  [[nodiscard]] static Auth& of(Service& service) noexcept;

  // A middleware that holds callers to the rule. Schemes that are not configured are told when the service starts. Before that.
  [[nodiscard]] std::shared_ptr<const Guard> guard(AuthRule rule);

  // A cookie by which the browser proves to a scheme of kind `cookie` who it is, for as long as that scheme's `lifetime`. Encrypted; good
  // until it ends, whatever becomes of the user meanwhile: what must be taken back sooner belongs into a session. A scheme of another kind
  // aborts. Throws InvalidField where it becomes larger than browsers keep.
  [[nodiscard]] Cookie sign_in(const Request& request, std::string_view scheme, const Identity& identity) const;
  [[nodiscard]] Cookie sign_out(std::string_view scheme) const;

 private:
  std::unique_ptr<AuthCore> core_;
};

}  // namespace saki
