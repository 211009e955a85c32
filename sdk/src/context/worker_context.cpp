// SPDX-License-Identifier: Apache-2.0
#include "context/worker_context.h"

#include <stdexcept>

#include "context/following.h"
#include "context/worker_list.h"
#include "saki/log/log_stream.h"
#include "text/exception_text.h"

namespace saki {
namespace {

void on_spawned_failed(void* worker, const char*, std::exception_ptr error) noexcept {
  static_cast<WorkerContext*>(worker)->service.log->error("a spawned task failed", {{"reason", text::exception_text(error)}});
}

}  // namespace

WorkerContext::WorkerContext(ServiceContext& shared, BlockingPool& pool, Loop& own_loop)
    : service(shared),
      blocking(pool),
      loop(own_loop),
      encoders(shared.compression.encoders, static_cast<std::size_t>(shared.compression.at_once)),
      spawned(own_loop, "spawned") {
  spawned.on_error(&on_spawned_failed, this);
  for (const MountEntry& mount : service.mounts) {
    Result<http::StaticFiles> files = http::StaticFiles::open(mount.directory, blocking, mount.options);
    if (!files) throw std::runtime_error("cannot open the directory " + mount.directory + ": " + files.error().text());
    mounts.push_back(std::move(*files));
  }
  service.workers->add(*this);
  if (service.following != nullptr) settings = service.following->open();  // What changes from here on is posted.
}

Task<> WorkerContext::make_globals() {
  for (const auto& [key, make] : service.globals) {
    std::shared_ptr<void> made = co_await make(surroundings);
    globals.emplace_back(key, std::move(made));
  }
}

WorkerContext::~WorkerContext() {
  service.workers->remove(*this);
  spawned.drop();
}

}  // namespace saki
