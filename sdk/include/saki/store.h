// SPDX-License-Identifier: Apache-2.0
//
// Store: keys and values that all workers share, and all machines where a server keeps them.
//
//   auto& store = request.use<saki::Store>();
//   co_await store.set("greeting", "hello", 10min);
//   std::optional<std::string> greeting = co_await store.get("greeting");
//
// The section `store` of the configuration says what keeps it: the process' memory unless told, else a package that the service has
// (`backend: sqlite`, `backend: redis`). The calls are the same for all of them: <saki/store_access.h>.
//
// Packages that come later find its engine: context.offers().find<StoreEngine>("store").
#pragma once

#include <memory>
#include <string_view>

#include "saki/package.h"
#include "saki/store_access.h"

namespace saki {

class Store final : public Package, public StoreAccess {  // Affinity: any between start() or open(), and stop().
 public:
  Store();
  ~Store() override;

  [[nodiscard]] std::string_view name() const noexcept override { return "store"; }
  void declare_settings(ConfigSchema& schema) override;
  void start(const PackageContext& context, Diagnostics& diagnostics) override;
  void start_worker(Loop& loop) override;
  void stop_worker(Loop& loop) noexcept override;
  [[nodiscard]] Health health() const override;
  void measure(Measures& measures) const override;
  void stop() noexcept override;

 private:
  std::unique_ptr<StoreEngine> owned_;
};

}  // namespace saki
