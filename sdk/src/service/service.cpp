// SPDX-License-Identifier: Apache-2.0
#include "saki/service.h"

#include <algorithm>

#include "saki/base/check.h"
#include "service/composition.h"
#include "service/redirect.h"
#include "service/runner.h"

namespace saki {

Service::Service(std::string name, std::string version, std::string summary) : composition_(std::make_unique<Composition>()) {
  composition_->name = std::move(name);
  composition_->version = std::move(version);
  composition_->summary = std::move(summary);
}

Service::~Service() = default;

void Service::route(Method method, std::string_view pattern, RouteHandler handler, RouteOptions options) {
  ServiceContext& context = composition_->context;
  context.router.add(method, pattern, static_cast<std::uint32_t>(context.routes.size()));
  composition_->routes.push_back(std::string(http::method_text(method)) + " " + std::string(pattern));
  context.routes.push_back({handler, std::move(options), Router::parameter_names(pattern), std::string(pattern)});
}

void Service::get(std::string_view pattern, RouteHandler handler, RouteOptions options) {
  route(Method::Get, pattern, handler, std::move(options));
}

void Service::post(std::string_view pattern, RouteHandler handler, RouteOptions options) {
  route(Method::Post, pattern, handler, std::move(options));
}

void Service::put(std::string_view pattern, RouteHandler handler, RouteOptions options) {
  route(Method::Put, pattern, handler, std::move(options));
}

void Service::patch(std::string_view pattern, RouteHandler handler, RouteOptions options) {
  route(Method::Patch, pattern, handler, std::move(options));
}

void Service::del(std::string_view pattern, RouteHandler handler, RouteOptions options) {
  route(Method::Delete, pattern, handler, std::move(options));
}

void Service::web_socket(std::string_view pattern, RouteHandler opens, SocketOptions options) {
  route(Method::Get, pattern, opens, options);
  composition_->context.routes.back().socket = std::make_unique<const SocketOptions>(std::move(options));
}

void Service::redirect(std::string_view pattern, std::string to, Status status, RouteOptions options) {
  route(Method::Get, pattern, answer_redirect, std::move(options));
  RouteEntry& entry = composition_->context.routes.back();
  entry.redirect_to = std::move(to);
  entry.redirect_status = status;
}

void Service::static_files(std::string_view prefix, std::string directory, StaticOptions options) {
  composition_->mounts.push_back({std::string(prefix), std::move(directory), std::move(options)});
}

void Service::static_files(std::string_view prefix, FromSetting directory, StaticOptions options) {
  composition_->mounts.push_back({std::string(prefix), std::move(directory), std::move(options)});
}

void Service::middleware(Middleware around) { composition_->middleware.push_back(std::move(around)); }

void Service::adopt_per_worker(TypeKey key, std::function<Task<std::shared_ptr<void>>(Surroundings&)> make) {
  composition_->context.globals.emplace_back(key, std::move(make));
}

void Service::adopt_package(std::unique_ptr<Package> package, TypeKey key, void* object) {
  Package& added = *package;
  auto& packages = composition_->packages;
  const std::size_t place = packages.size();
  packages.push_back({.package = std::move(package), .key = key, .object = object, .first_route = composition_->routes.size()});
  added.install(*this);
  packages[place].end_route = composition_->routes.size();
}

void Service::package_routes(std::string_view package, std::vector<std::string> declared) {
  const auto named = [package](const PackageEntry& entry) { return entry.package->name() == package; };
  const auto found = std::ranges::find_if(composition_->packages, named);
  SAKI_CHECK(found != composition_->packages.end(), "a package is added before its routes are told");
  found->declared = std::move(declared);
}

void Service::add_settings(std::unique_ptr<SettingsHolder> holder) { composition_->settings.push_back(std::move(holder)); }

void Service::defaults(std::string yaml) { composition_->defaults = std::move(yaml); }

int Service::run(int argc, char** argv) { return run_service(*composition_, argc, argv); }

}  // namespace saki
