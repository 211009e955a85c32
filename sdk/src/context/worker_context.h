// SPDX-License-Identifier: Apache-2.0
//
// WorkerContext: what one worker has of a service: the shared part, its own encoders, its own hold on the directories
// of static mounts, and what goes on beside its requests.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "context/dependency_paces.h"
#include "context/service_context.h"
#include "saki/http/encoder_pool.h"
#include "saki/http/static_files.h"
#include "saki/log/log_pace.h"
#include "saki/surroundings.h"
#include "saki/task/task_scope.h"

namespace saki {

class Loop;
class SocketTaker;
class HttpClient;
struct WorkerSettings;

class WorkerContext {  // Affinity: loop.
 public:
  // Opens the directories of all mounts. Throws std::runtime_error for one that cannot be opened. All three outlive this.
  WorkerContext(ServiceContext& service, BlockingPool& blocking, Loop& loop);
  ~WorkerContext();  // Destroys what was spawned and is unfinished.

  [[nodiscard]] Task<> make_globals();  // What Service::per_worker told of, in its order.

  ServiceContext& service;
  BlockingPool& blocking;
  Loop& loop;
  http::EncoderPool encoders;
  std::vector<http::StaticFiles> mounts;  // By their place in ServiceContext::mounts.
  SocketTaker* sockets = nullptr;  // Of a test, which has no connections that could be switched.
  std::shared_ptr<WorkerSettings> settings;  // Those of which some may change; null where none may.
  std::shared_ptr<HttpClient> http;       // None before it is asked for. Not unique_ptr, so that only who asks is linked with it.
  Surroundings surroundings{*this};
  std::vector<std::pair<TypeKey, std::shared_ptr<void>>> globals;  // What Service::per_worker told of.
  TaskScope spawned;
  LogPace circles;        // Of what is told of rewrites that lead in one.
  LogPace other_origins;  // And of pages that were refused a WebSocket.
  DependencyPaces dependencies;  // And of requests that failed since a database did.
};

}  // namespace saki
