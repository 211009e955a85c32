// SPDX-License-Identifier: Apache-2.0
//
// Package: something that a service is built with: a database, a cache. One object per process, safe from every worker.
//
//   service.add_package(std::make_unique<Sqlite>());          // in main
//   co_await request.use<Sqlite>().one<Note>(…)               // in a handler
//
// Life: constructed, declare_settings, start, start_worker on each worker's thread, requests, stop_worker on each, stop, destroyed.
// With --check-config only the first two happen.
#pragma once

#include <string>
#include <string_view>

#include "saki/base/diagnostics.h"

namespace saki {

class BlockingPool;
class Config;
class ConfigSchema;
class Loop;

// What a package is given when it starts.
class PackageContext {  // Affinity: one thread. Lives until stop() has returned.
 public:
  PackageContext(const Config& config, std::string data_dir) : config_(config), data_dir_(std::move(data_dir)) {}

  [[nodiscard]] const Config& config() const noexcept { return config_; }  // With the package's own section; see <saki/settings.h>.

  // Where a path from the configuration lies: as it is when absolute, else below `data_dir`.
  [[nodiscard]] std::string data_path(std::string_view path) const;

 private:
  const Config& config_;
  std::string data_dir_;
};

class Package {
 public:
  Package() = default;
  Package(const Package&) = delete;
  Package& operator=(const Package&) = delete;
  virtual ~Package() = default;

  // The manifest's word for it, and its section in the configuration: "sqlite".
  [[nodiscard]] virtual std::string_view name() const noexcept = 0;

  // Declares the settings of the section.
  virtual void declare_settings(ConfigSchema& schema) { static_cast<void>(schema); }

  // Makes the package ready, before any worker runs. What stands in the way goes to `diagnostics`, all of it; then the process ends.
  virtual void start(const PackageContext& context, Diagnostics& diagnostics) = 0;

  // Called on each worker's thread before its first request and after its last one.
  virtual void start_worker(Loop& loop) { static_cast<void>(loop); }
  virtual void stop_worker(Loop& loop) noexcept { static_cast<void>(loop); }

  // Ends what start() began, also where that failed; no worker runs any more.
  virtual void stop() noexcept {}
};

}  // namespace saki
