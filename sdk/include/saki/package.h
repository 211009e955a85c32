// SPDX-License-Identifier: Apache-2.0
//
// Package: something that a service is built with: a database, a cache. One object per process, safe from every worker.
//
//   service.add_package(std::make_unique<Sqlite>());          // in main
//   co_await request.use<Sqlite>().one<Note>(…)               // in a handler
//
// Life: constructed, install, declare_settings, start, start_worker and begin_work on each worker's thread, requests, end_work and
// stop_worker on each, stop, destroyed. With --check-config only the first three happen. Packages start in the order in which they were
// added, and stop in the reverse one.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "saki/base/diagnostics.h"

namespace saki {

class BlockingPool;
class Config;
class ConfigSchema;
class LogStream;
class Loop;
class Measures;
class MigrationBackend;
class Offers;
class Service;
class Surroundings;
template <class T>
class Task;

// What a package is given when it starts.
class PackageContext {  // Affinity: one thread. Lives until stop() has returned.
 public:
  // `config`, `log` and `offers` outlive this.
  PackageContext(std::string service_name, const Config& config, std::string data_dir, LogStream& log, Offers& offers)
      : service_name_(std::move(service_name)), config_(config), data_dir_(std::move(data_dir)), log_(log), offers_(offers) {}

  [[nodiscard]] const std::string& service_name() const noexcept { return service_name_; }

  [[nodiscard]] const Config& config() const noexcept { return config_; }  // With its own section; see <saki/setting_fields.h>.

  // Where a path from the configuration lies: as it is when absolute, else below `data_dir`.
  [[nodiscard]] std::string data_path(std::string_view path) const;

  [[nodiscard]] LogStream& log() const noexcept { return log_; }    // The service's own. Affinity: any.
  [[nodiscard]] Offers& offers() const noexcept { return offers_; }  // What packages have for each other; see <saki/offers.h>.

 private:
  std::string service_name_;
  const Config& config_;
  std::string data_dir_;
  LogStream& log_;
  Offers& offers_;
};

// Whether a package can do its work just now.
class Health {  // Affinity: one thread.
 public:
  Health() = default;  // It can.

  // It cannot: `reason` is for the operator, "no connection to 127.0.0.1:6379: Connection refused".
  [[nodiscard]] static Health failing(std::string reason) {
    Health health;
    health.failing_ = true;
    health.reason_ = std::move(reason);
    return health;
  }

  [[nodiscard]] bool good() const noexcept { return !failing_; }
  [[nodiscard]] const std::string& reason() const noexcept { return reason_; }

 private:
  bool failing_ = false;
  std::string reason_;
};

class Package {  // Affinity: main, where a call says nothing else.
 public:
  Package() = default;
  Package(const Package&) = delete;
  Package& operator=(const Package&) = delete;
  virtual ~Package() = default;

  // The manifest's word for it, and its section in the configuration: "sqlite".
  [[nodiscard]] virtual std::string_view name() const noexcept = 0;

  // Whether an installation may do without it: it has the setting `NAME.enabled` then, and where that is false nothing below is called
  // besides declare_settings, and calls on it fail as those on a package that has stopped.
  [[nodiscard]] virtual bool may_be_off() const noexcept { return false; }

  // Puts the package's own routes and middleware into the service that it is being added to; see <saki/service.h>. Settings are not read
  // yet: a handler asks for them by request.use<…>().
  virtual void install(Service& service) { static_cast<void>(service); }

  // Declares the settings of the section.
  virtual void declare_settings(ConfigSchema& schema) { static_cast<void>(schema); }

  // Its database as migrations are applied to it, before start(); null for a package without one. Opens nothing yet.
  [[nodiscard]] virtual std::unique_ptr<MigrationBackend> migration_backend(const PackageContext& context);

  // Makes the package ready, before any worker runs. What stands in the way goes to `diagnostics`, all of it; then the process ends.
  virtual void start(const PackageContext& context, Diagnostics& diagnostics) = 0;

  // Called on each worker's thread before its first request and after its last one.
  virtual void start_worker(Loop& loop) { static_cast<void>(loop); }
  virtual void stop_worker(Loop& loop) noexcept { static_cast<void>(loop); }

  // For a package that works by itself: on each worker's thread, once every package has started there and before its first request. `here`
  // lives until stop_worker() has returned.
  virtual void begin_work(Surroundings& here) { static_cast<void>(here); }
  // The service stops, and the worker has answered its last request: begins nothing more, and waits for what goes on. Cut off at the end of
  // server.drain_timeout.
  [[nodiscard]] virtual Task<void> end_work(Surroundings& here);

  // Whether the package can do its work, from what it knows already: asked by a worker, which must not wait. Affinity: any, between
  // start() and stop(). See <saki/health.h>.
  [[nodiscard]] virtual Health health() const { return {}; }

  // Tells its numbers. Affinity: any, between start() and stop().
  virtual void measure(Measures& measures) const { static_cast<void>(measures); }

  // Ends what start() began, also where that failed; no worker runs any more.
  virtual void stop() noexcept {}
};

}  // namespace saki
