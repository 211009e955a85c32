// SPDX-License-Identifier: Apache-2.0
//
// SettingsHolder: a service's own settings, whatever their type. <saki/setting_fields.h> makes them.
#pragma once

#include <memory>

#include "saki/type_key.h"

namespace saki {

class Config;
class ConfigSchema;

// What one worker has of settings of which some may change while the service runs.
class SettingsCopy {  // Affinity: loop.
 public:
  SettingsCopy() = default;
  SettingsCopy(const SettingsCopy&) = delete;
  SettingsCopy& operator=(const SettingsCopy&) = delete;
  virtual ~SettingsCopy() = default;

  virtual void take(const Config& config) = 0;
  [[nodiscard]] virtual const void* object() const noexcept = 0;                 // One and the same, with the newest values.
  [[nodiscard]] virtual std::shared_ptr<const void> snapshot() const noexcept = 0;  // These values, whatever comes.
};

class SettingsHolder {  // Affinity: one thread, frozen once read.
 public:
  SettingsHolder() = default;
  SettingsHolder(const SettingsHolder&) = delete;
  SettingsHolder& operator=(const SettingsHolder&) = delete;
  virtual ~SettingsHolder() = default;

  virtual void declare(ConfigSchema& schema) const = 0;
  virtual void read(const Config& config) = 0;
  [[nodiscard]] virtual TypeKey key() const noexcept = 0;
  [[nodiscard]] virtual const void* object() const noexcept = 0;  // What request.settings<T>() gives, unless some may change.

  // Whether some may change while the service runs; then each worker has a copy of its own. Affinity: any.
  [[nodiscard]] virtual bool has_live() const noexcept { return false; }
  [[nodiscard]] virtual std::unique_ptr<SettingsCopy> copy(const Config& config) const {
    static_cast<void>(config);
    return nullptr;
  }
};

}  // namespace saki
