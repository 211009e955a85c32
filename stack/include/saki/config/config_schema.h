// SPDX-License-Identifier: Apache-2.0
//
// ConfigSchema: every setting that a service knows, contributed by their owners (server, log, packages, the manifest's settings).
//
// From this one table come typed reading, ranges, unknown keys with the word that was meant, and the reference.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "saki/base/diagnostics.h"
#include "saki/config/config.h"
#include "saki/config/config_tree.h"
#include "saki/config/setting.h"

namespace saki {

class ConfigSchema {  // Affinity: one thread.
 public:
  // Declares a setting. A path twice, a path below another setting, or a default that breaks the setting's own rules is a programming
  // error and aborts.
  void add(Setting setting);
  void add(std::span<const Setting> settings);

  [[nodiscard]] const Setting* find(std::string_view path) const noexcept;
  [[nodiscard]] const std::vector<Setting>& settings() const noexcept { return settings_; }

  // Reads every setting from `tree`, typed; all mistakes go to `diagnostics`, in the order of their places. Null when there are any.
  [[nodiscard]] std::shared_ptr<const Config> read(const ConfigTree& tree, Diagnostics& diagnostics) const;

  // The same for a section, from the map that it was configured with.
  [[nodiscard]] std::shared_ptr<const Config> read_section(const ConfigNode& root, Diagnostics& diagnostics) const;

  // For people: one paragraph for each setting with type, default, range and sentence.
  [[nodiscard]] std::string reference() const;

 private:
  std::vector<Setting> settings_;
};

}  // namespace saki
