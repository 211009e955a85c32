// SPDX-License-Identifier: Apache-2.0
#include "saki/store.h"

#include <string>
#include <vector>

#include "saki/offers.h"
#include "saki/store_provider.h"
#include "store/memory_store.h"
#include "store/store_settings.h"

namespace saki {
namespace {

constexpr const char* kBackend = "store.backend";

void tell_unknown(const std::string& backend, const PackageContext& context, Diagnostics& diagnostics) {
  std::vector<std::string> known = context.offers().names<StoreProvider>();
  known.insert(known.begin(), StoreChoice::kMemory);
  std::string list;
  for (const std::string& each : known) list += (list.empty() ? "" : ", ") + each;
  const std::string meant = nearest_word(backend, known);
  const std::string hint =
      meant.empty() ? "name the package `" + backend + "` in `packages` of service.yaml" : "did you mean `" + meant + "`?";
  diagnostics.add(context.config().place(kBackend), "store-backend",
                  "no package of this service keeps a store as `" + backend + "`; there are: " + list, hint);
}

std::unique_ptr<StoreEngine> open_engine(const PackageContext& context, const StoreOptions& options, Diagnostics& diagnostics) {
  const std::string backend = store_choice().read(context.config()).backend;
  if (backend == StoreChoice::kMemory) {
    MemoryOptions memory = memory_settings().read(context.config());
    if (!memory.folder.empty()) memory.folder = context.data_path(memory.folder);
    return MemoryStore::open(options, memory, context.log(), diagnostics);
  }
  if (auto* const provider = context.offers().find<StoreProvider>(backend)) return provider->open_store("store", options, diagnostics);
  tell_unknown(backend, context, diagnostics);
  return nullptr;
}

}  // namespace

Store::Store() = default;
Store::~Store() = default;

void Store::declare_settings(ConfigSchema& schema) {
  store_choice().declare(schema);
  store_settings().declare(schema);
  memory_settings().declare(schema);
}

void Store::start(const PackageContext& context, Diagnostics& diagnostics) {
  const StoreOptions options = store_settings().read(context.config());
  owned_ = open_engine(context, options, diagnostics);
  if (owned_ == nullptr) return;
  set_engine(*owned_, options.prefix);
  context.offers().add<StoreEngine>("store", *owned_);
}

void Store::start_worker(Loop& loop) { owned_->start_worker(loop); }
void Store::stop_worker(Loop& loop) noexcept { owned_->stop_worker(loop); }
Health Store::health() const { return owned_->health(); }
void Store::measure(Measures& measures) const { owned_->measure(measures); }

void Store::stop() noexcept {
  if (owned_ != nullptr) owned_->stop();
}

}  // namespace saki
