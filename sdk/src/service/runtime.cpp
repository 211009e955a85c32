// SPDX-License-Identifier: Apache-2.0
#include "service/runtime.h"

#include "client/client_settings.h"
#include "context/following.h"
#include "event/event_settings.h"
#include "host/host_reader.h"
#include "room/room_hub.h"
#include "saki/client_tls.h"
#include "saki/room_bridge.h"
#include "service/host_setup.h"
#include "service/https_redirect.h"
#include "service/request_http.h"
#include "service/static_mounts.h"
#include "service/transport_security.h"

namespace saki {

Runtime::Runtime(Composition& composition, std::shared_ptr<const Config> config, Log& log)
    : composition_(composition),
      config_(std::move(config)),
      package_context_(composition.name, *config_, config_->get<std::string>("data_dir"), log.stream(composition.name), offers_) {}

std::unique_ptr<Runtime> Runtime::start(Composition& composition, std::shared_ptr<const Config> config, Log& log,
                                        Diagnostics& diagnostics) {
  std::unique_ptr<Runtime> runtime(new Runtime(composition, std::move(config), log));
  ServiceContext& context = composition.context;
  context.data_dir = runtime->config_->get<std::string>("data_dir");
  context.compression = read_compression_settings(*runtime->config_);
  context.events = std::make_shared<const EventSettings>(read_event_settings(*runtime->config_));
  context.client = read_client_settings(*runtime->config_, composition.name + "/" + composition.version);
  context.https_redirect = read_https_redirect_settings(*runtime->config_, diagnostics);
  context.transport_security = read_transport_security(*runtime->config_, diagnostics);
  // Here, since reading the authorities would hold a worker's loop up.
  if (asks_others != nullptr || context.client.tls.is_configured()) {
    context.client_tls = open_client_tls(context.client.tls, diagnostics, {"http/1.1"});
  }
  context.buffered_body_bytes = runtime->config_->get<std::uint64_t>("server.limits.buffered_body_bytes");
  context.spawned_tasks = runtime->config_->get<std::uint64_t>("server.limits.spawned_tasks");
  context.log = &log.stream(composition.name);
  context.rooms = std::make_shared<RoomHub>(read_room_settings(*runtime->config_), *context.log);
  resolve_mounts(composition.mounts, *runtime->config_, context, diagnostics);
  context.hosts = read_virtual_hosts(*runtime->config_, diagnostics);
  if (context.hosts != nullptr) set_up_hosts(*context.hosts, context, log, diagnostics);
  context.wrap(composition.middleware);
  runtime->read_settings();
  runtime->start_packages(diagnostics);
  runtime->find_room_bridge(diagnostics);
  return diagnostics.empty() ? std::move(runtime) : nullptr;
}

Runtime::~Runtime() {
  if (context().following != nullptr) context().following->stop();
  for (; !started_.empty(); started_.pop_back()) started_.back()->stop();
}

void Runtime::read_settings() {
  ServiceContext& shared = composition_.context;
  shared.settings.clear();
  for (const auto& holder : composition_.settings) {
    holder->read(*config_);
    const bool frozen = shared.following == nullptr || !holder->has_live();
    shared.settings.emplace_back(holder->key(), frozen ? holder->object() : nullptr);
  }
  if (shared.following != nullptr) shared.following->start(shared, composition_.settings, config_);
}

// All of them are tried, so that everything that is wrong is told at once.
void Runtime::start_packages(Diagnostics& diagnostics) {
  composition_.context.packages.clear();
  composition_.context.started.clear();
  if (composition_.migrating != nullptr) composition_.migrating->before_start(composition_, package_context_, diagnostics);
  for (const PackageEntry& entry : composition_.packages) {
    composition_.context.packages.emplace_back(entry.key, entry.object);
    if (!is_enabled(*entry.package, *config_)) continue;
    entry.package->start(package_context_, diagnostics);
    composition_.context.started.push_back(entry.package.get());
    started_.push_back(entry.package.get());
  }
}

void Runtime::find_room_bridge(Diagnostics& diagnostics) {
  RoomHub& rooms = *context().rooms;
  const std::string& name = rooms.settings().bridge;
  if (name.empty()) return;
  if (auto* const bridge = offers_.find<RoomBridge>(name)) return rooms.set_bridge(*bridge);
  diagnostics.add(config_->place("server.rooms.bridge"), "rooms-bridge", "no package of this service carries rooms as `" + name + "`",
                  "name the package `" + name + "` in `packages` of service.yaml");
}

void Runtime::start_worker(Loop& loop) {
  context().rooms->open_desk(loop);
  auto next = started_.begin();
  try {
    for (; next != started_.end(); ++next) (*next)->start_worker(loop);
    context().rooms->open_crossing(loop);
  } catch (...) {
    while (next != started_.begin()) (*--next)->stop_worker(loop);
    context().rooms->close_desk(loop);
    throw;
  }
}

void Runtime::begin_work(Surroundings& here) {
  for (Package* package : started_) package->begin_work(here);
}

Task<> Runtime::end_work(Surroundings& here) {
  for (Package* package : started_) co_await package->end_work(here);
}

void Runtime::stop_worker(Loop& loop) noexcept {
  context().rooms->close_crossing(loop);
  for (auto package = started_.rbegin(); package != started_.rend(); ++package) (*package)->stop_worker(loop);
  context().rooms->close_desk(loop);
}

}  // namespace saki
