// SPDX-License-Identifier: Apache-2.0
//
// Runtime: a composition that was configured and started. What serves it, sockets or a test, is not its business.
#pragma once

#include <memory>
#include <optional>

#include "saki/log/log.h"
#include "saki/offers.h"
#include "service/composition.h"

namespace saki {

class Runtime {  // Affinity: main, save where "worker" is said.
 public:
  // Reads the settings and starts the packages; null when something stands in the way, which `diagnostics` then tells. The
  // composition outlives the runtime, and can be started only once at a time.
  [[nodiscard]] static std::unique_ptr<Runtime> start(Composition& composition, std::shared_ptr<const Config> config, Log& log,
                                                      Diagnostics& diagnostics);
  ~Runtime();  // Stops the packages that were started, the last one first.
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  [[nodiscard]] ServiceContext& context() noexcept { return composition_.context; }

  // On each worker's thread, before its first request and after its last. Affinity: worker.
  void start_worker(Loop& loop);  // What a package throws leaves nothing of it started.
  void begin_work(Surroundings& here);
  [[nodiscard]] Task<> end_work(Surroundings& here);
  void stop_worker(Loop& loop) noexcept;

 private:
  Runtime(Composition& composition, std::shared_ptr<const Config> config, Log& log);
  void read_settings();
  void start_packages(Diagnostics& diagnostics);
  void find_room_bridge(Diagnostics& diagnostics);

  Composition& composition_;
  std::shared_ptr<const Config> config_;
  Offers offers_;
  PackageContext package_context_;
  std::vector<Package*> started_;  // In their order; without those that are switched off.
};

}  // namespace saki
