// SPDX-License-Identifier: Apache-2.0
#include "saki/config/config.h"

#include <utility>

namespace saki {

Config::Config(std::vector<Item> items) : items_(std::move(items)) {
  for (std::size_t i = 0; i < items_.size(); ++i) index_.emplace(items_[i].setting.path, i);
}

SourcePlace Config::place(std::string_view path) const {
  const Item& item = at(path);
  return item.value ? item.value->place : SourcePlace{"default", 0, 0};
}

SourcePlace Config::place(std::string_view path, std::size_t index) const {
  const Item& item = at(path);
  SAKI_CHECK(item.value && index < item.value->places.size(), "an entry of the setting");
  return item.value->places[index];
}

const Config::Item& Config::at(std::string_view path) const {
  const auto found = index_.find(path);
  SAKI_CHECK(found != index_.end(), "a setting is declared before it is read");
  return items_[found->second];
}

const Config::Item& Config::at(std::string_view path, SettingShape shape) const {
  const Item& item = at(path);
  SAKI_CHECK(item.setting.shape == shape, "a setting is read with the shape it was declared with");
  return item;
}

}  // namespace saki
