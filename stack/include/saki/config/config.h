// SPDX-License-Identifier: Apache-2.0
//
// Config: the settings of a running service, typed and checked. Made by ConfigSchema::read(), then never changed; a change while
// running is a new Config that takes its place.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "saki/config/setting_value.h"

namespace saki {

class Config {  // Affinity: frozen.
 public:
  struct Item {
    Setting setting;
    std::optional<SettingValue> value;  // None: optional and not configured.
  };

  explicit Config(std::vector<Item> items);

  // The value of a setting that has one: it is required, or has a default. Anything else is a programming error and aborts.
  template <class T>
  [[nodiscard]] T get(std::string_view path) const {
    const Item& item = at(path, SettingTraits<T>::kShape);
    SAKI_CHECK(item.value.has_value(), "get() is for settings that always have a value; use find()");
    return SettingTraits<T>::take(*item.value, item.setting);
  }

  // The value of a setting that may have none.
  template <class T>
  [[nodiscard]] std::optional<T> find(std::string_view path) const {
    const Item& item = at(path, SettingTraits<T>::kShape);
    if (!item.value) return std::nullopt;
    return SettingTraits<T>::take(*item.value, item.setting);
  }

  // Where a setting was configured, for messages of its owner; its file is "default" where it was not.
  [[nodiscard]] SourcePlace place(std::string_view path) const;
  // Where entry `index` of a list or map was configured.
  [[nodiscard]] SourcePlace place(std::string_view path, std::size_t index) const;

  // All settings with their values, in the order they were declared. Secrets are shown as `***`. The YAML form tells behind each
  // value where it comes from, and can be read back as a configuration, save for its secrets.
  [[nodiscard]] std::string yaml() const;
  [[nodiscard]] std::string json() const;

  [[nodiscard]] const std::vector<Item>& items() const noexcept { return items_; }

 private:
  [[nodiscard]] const Item& at(std::string_view path) const;
  [[nodiscard]] const Item& at(std::string_view path, SettingShape shape) const;

  std::vector<Item> items_;
  std::unordered_map<std::string_view, std::size_t> index_;  // Views into the paths of `items_`.
};

}  // namespace saki
