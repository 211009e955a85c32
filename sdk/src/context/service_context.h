// SPDX-License-Identifier: Apache-2.0
//
// ServiceContext: what all workers of a composed service share: the routes, the packages, the settings.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "coding/compression_settings.h"
#include "context/route_entry.h"
#include "host/mount_range.h"
#include "saki/http/static_options.h"
#include "saki/http_client_options.h"
#include "saki/router.h"
#include "saki/type_key.h"

namespace saki {

struct EventSettings;
class Following;
struct HttpsRedirectSettings;
class LogStream;
class Package;
class RoomHub;
class Surroundings;
class TlsClientContext;
class VirtualHosts;
class WorkerList;

// A static mount as it is served.
struct MountEntry {
  std::string prefix;     // Without a slash behind: empty for `/`.
  std::string directory;  // Absolute.
  http::StaticOptions options;
  RouteEntry entry;
};

class ServiceContext {  // Affinity: frozen.
 public:
  Router router;
  std::vector<RouteEntry> routes;  // By the router's targets.

  std::vector<MountEntry> mounts;
  MountRange own_mounts;  // Those of the service itself; the rest are of its hosts.
  std::unique_ptr<VirtualHosts> hosts;  // None where none is configured.

  RouteEntry not_found;
  RouteEntry method_not_allowed;
  RouteEntry options;  // Answers OPTIONS where no route does.
  RouteEntry elsewhere;  // Redirects: with the status that is the match's target, to the place that is its parameter.
  RouteEntry refused;    // With the status that is the match's target.

  std::vector<std::pair<TypeKey, void*>> packages;
  std::vector<const Package*> started;  // The same, in the order of their start.
  std::vector<std::pair<TypeKey, const void*>> settings;  // Null: some may change, so each worker has its own.
  std::shared_ptr<Following> following;                   // Of those. None where none may.
  std::vector<std::pair<TypeKey, std::function<Task<std::shared_ptr<void>>(Surroundings&)>>> globals;  // Of each worker.
  CompressionSettings compression;

  // Shared, since what they are stands on this: nothing here knows more than their names.
  std::shared_ptr<const EventSettings> events;
  std::shared_ptr<const HttpsRedirectSettings> https_redirect;  // None where nobody is sent there.
  std::shared_ptr<RoomHub> rooms;

  HttpClientOptions client;
  std::string transport_security;  // Of Strict-Transport-Security; empty where none is sent.
  std::shared_ptr<const TlsClientContext> client_tls;  // One for all workers: the system's authorities are many. None where nobody asks.
  std::string data_dir = ".";
  std::uint64_t buffered_body_bytes = 0;  // What a request's content may be that is held whole, where its route sets no bound.
  std::uint64_t spawned_tasks = 10'000;  // At once, on one worker.
  const std::unique_ptr<WorkerList> workers;
  LogStream* log = nullptr;  // Set before the first request.

  ServiceContext();
  ~ServiceContext();

  // Puts the service's middleware around every route, in their order. Once, when all are added.
  void wrap(const std::vector<Middleware>& middleware);

  // Every method that some path of the service takes.
  [[nodiscard]] MethodSet allowed_anywhere() const noexcept;
};

}  // namespace saki
