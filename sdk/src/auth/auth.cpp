// SPDX-License-Identifier: Apache-2.0
#include "saki/auth.h"

#include <algorithm>

#include "auth/auth_core.h"
#include "auth/auth_settings.h"
#include "auth/cookie_authenticator.h"
#include "saki/base/check.h"
#include "saki/service.h"
#include "service/composition.h"

namespace saki {

Auth::Auth() : core_(std::make_unique<AuthCore>()) {}
Auth::~Auth() = default;

Auth& Auth::of(Service& service) noexcept {
  const auto& packages = service.composition().packages;
  const auto found = std::ranges::find_if(packages, [](const PackageEntry& entry) { return entry.key == type_key<Auth>(); });
  SAKI_CHECK(found != packages.end(), "the package Auth is added before the routes that ask who calls");
  return *static_cast<Auth*>(found->object);
}

void Auth::declare_settings(ConfigSchema& schema) { declare_auth_settings(schema); }
void Auth::start(const PackageContext& context, Diagnostics& diagnostics) { core_->start(context, diagnostics); }
void Auth::start_worker(Loop& loop) { core_->start_worker(loop); }
void Auth::measure(Measures& measures) const { core_->measure(measures); }
void Auth::stop() noexcept { core_->stop(); }

std::shared_ptr<const Guard> Auth::guard(AuthRule rule) { return core_->guard(std::move(rule)); }

Cookie Auth::sign_in(const Request& request, std::string_view scheme, const Identity& identity) const {
  return core_->cookie_scheme(scheme).sign_in(request, identity);
}

Cookie Auth::sign_out(std::string_view scheme) const { return core_->cookie_scheme(scheme).sign_out(); }

}  // namespace saki
