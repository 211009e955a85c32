// SPDX-License-Identifier: Apache-2.0
//
// StoreProvider: what a package offers that can keep a store: `store: {backend: redis}` finds the one offered as "redis".
//
//   context.offers().add<StoreProvider>("redis", *this);   // In the package's start().
#pragma once

#include <memory>
#include <string_view>

#include "saki/base/diagnostics.h"
#include "saki/store_engine.h"
#include "saki/store_options.h"

namespace saki {

class StoreProvider {  // Affinity: main, before workers run.
 public:
  // Makes an engine; several may be asked for. `name` tells apart those whose keys must not meet: "store", "session". What stands in
  // the way goes to `diagnostics`; then it gives null. The provider outlives its engines.
  [[nodiscard]] virtual std::unique_ptr<StoreEngine> open_store(std::string_view name, const StoreOptions& options,
                                                                Diagnostics& diagnostics) = 0;

 protected:
  ~StoreProvider() = default;
};

}  // namespace saki
