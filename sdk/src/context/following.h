// SPDX-License-Identifier: Apache-2.0
//
// Following: how settings that are live follow the configuration. An interface, so that a service without such settings is linked with
// none of it.
#pragma once

#include <memory>
#include <span>

#include "saki/config/config.h"
#include "saki/settings_holder.h"

namespace saki {

class ConfigReader;
class ServiceContext;
struct WorkerSettings;

class Following {  // Affinity: main, save where another is said.
 public:
  virtual ~Following() = default;

  // What counts at the start of a service. Both outlive it.
  virtual void start(ServiceContext& service, std::span<const std::unique_ptr<SettingsHolder>> holders,
                     std::shared_ptr<const Config> config) = 0;

  // Looks from now on whether the files have changed that `reader` has read.
  virtual void watch(ConfigReader reader) = 0;
  virtual void stop() noexcept = 0;

  // What a worker begins with. Affinity: any.
  [[nodiscard]] virtual std::shared_ptr<WorkerSettings> open() = 0;

  // Takes over what is live of a configuration that was read with the settings of the first one; workers have it soon. Affinity: any, one
  // after the other.
  virtual void take(std::shared_ptr<const Config> reading) = 0;
};

}  // namespace saki
