// SPDX-License-Identifier: Apache-2.0
//
// SettingsHolder: a service's own settings, whatever their type. <saki/setting_fields.h> makes them.
#pragma once

#include "saki/type_key.h"

namespace saki {

class Config;
class ConfigSchema;

class SettingsHolder {  // Affinity: one thread, frozen once read.
 public:
  SettingsHolder() = default;
  SettingsHolder(const SettingsHolder&) = delete;
  SettingsHolder& operator=(const SettingsHolder&) = delete;
  virtual ~SettingsHolder() = default;

  virtual void declare(ConfigSchema& schema) const = 0;
  virtual void read(const Config& config) = 0;
  [[nodiscard]] virtual TypeKey key() const noexcept = 0;
  [[nodiscard]] virtual const void* object() const noexcept = 0;  // What request.settings<T>() gives.
};

}  // namespace saki
