// SPDX-License-Identifier: Apache-2.0
#include "saki/cors.h"

#include <algorithm>

#include "browser/cors_guard.h"
#include "saki/base/check.h"
#include "saki/config/config.h"
#include "saki/config/config_schema.h"
#include "saki/service.h"
#include "service/composition.h"

namespace saki {
namespace {

constexpr const char* kOrigins = "cors.origins";

std::string check_site(std::string_view text) {
  if (text == "*") return "every site would be let in; name each, or let the policy itself say *";
  return OriginList::fits(text) ? "" : "an origin reads https://example.org or https://*.example.org, without the usual port and a path";
}

}  // namespace

Cors::Cors() = default;
Cors::~Cors() = default;

Cors& Cors::of(Service& service) noexcept {
  const auto& packages = service.composition().packages;
  const auto found = std::ranges::find(packages, type_key<Cors>(), &PackageEntry::key);
  SAKI_CHECK(found != packages.end(), "the package Cors is added before the routes that it stands around");
  return *static_cast<Cors*>(found->object);
}

std::shared_ptr<const Guard> Cors::allow(CorsPolicy policy) { return guards_.emplace_back(std::make_shared<CorsGuard>(std::move(policy))); }

void Cors::declare_settings(ConfigSchema& schema) {
  schema.add({.path = kOrigins,
              .shape = SettingShape::List,
              .initial = "[]",
              .max_count = 256,
              .check = check_site,
              .form = "origin",
              .description = "Sites whose pages may call what pages of other sites may call at all, beside those that each policy names."});
}

void Cors::start(const PackageContext& context, Diagnostics&) {
  for (const auto& guard : guards_) guard->add_origins(context.config().get<std::vector<std::string>>(kOrigins));
}

}  // namespace saki
