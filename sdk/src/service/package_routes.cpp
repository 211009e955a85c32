// SPDX-License-Identifier: Apache-2.0
#include "service/package_routes.h"

#include <algorithm>

#include "service/composition.h"

namespace saki {
namespace {

using Routes = std::vector<std::string>;

// Those that could be declared: sockets cannot.
Routes brought_by(const PackageEntry& entry, const Composition& composition) {
  Routes routes;
  for (std::size_t i = entry.first_route; i < entry.end_route; ++i) {
    if (composition.context.routes[i].socket == nullptr) routes.push_back(composition.routes[i]);
  }
  return routes;
}

void tell_missing(const Routes& from, const Routes& in, const std::string& text, const std::string& hint, Diagnostics& diagnostics) {
  for (const std::string& route : from) {
    if (std::ranges::find(in, route) == in.end()) diagnostics.add({.file = "routes"}, "package-route", text + " " + route, hint);
  }
}

}  // namespace

void check_package_routes(const Composition& composition, Diagnostics& diagnostics) {
  for (const PackageEntry& entry : composition.packages) {
    if (!entry.declared) continue;
    const std::string name(entry.package->name());
    const Routes brought = brought_by(entry, composition);
    tell_missing(brought, *entry.declared, "the package " + name + " brings a route that its package.yaml does not declare:",
                 "write it there, below `routes`, as it stands in install()", diagnostics);
    tell_missing(*entry.declared, brought, "the package.yaml of " + name + " declares a route that the package does not bring:",
                 "take it out there, or add it in install()", diagnostics);
  }
}

}  // namespace saki
