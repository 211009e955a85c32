// SPDX-License-Identifier: Apache-2.0
#include "settings/config_change.h"

#include <algorithm>

namespace saki {
namespace {

bool same_config(const Config& one, const Config& other) { return std::ranges::equal(one.items(), other.items(), same_value); }

bool same_scalar(const SettingScalar& one, const SettingScalar& other) {
  const auto* const section = std::get_if<ConfigSection>(&one);
  const auto* const other_section = std::get_if<ConfigSection>(&other);
  if (section != nullptr && other_section != nullptr) return same_config(**section, **other_section);
  return one == other;
}

// Where a change was written; one back to the default stands nowhere.
std::string change_text(const Config::Item& item) {
  const bool written = item.value && item.value->place.file != "default";
  return item.setting.path + (written ? " (" + text_of(item.value->place) + ")" : " (back to its default)");
}

}  // namespace

bool same_value(const Config::Item& one, const Config::Item& other) {
  if (one.value.has_value() != other.value.has_value()) return false;
  if (!one.value) return true;
  return one.value->keys == other.value->keys && std::ranges::equal(one.value->values, other.value->values, same_scalar);
}

ConfigChange change_to(const Config& reading, const Config& former, const Config& running, const std::vector<bool>& live) {
  ConfigChange change;
  std::vector<Config::Item> items = running.items();
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Config::Item& read = reading.items()[i];
    if (same_value(read, items[i])) continue;
    if (live[i]) {
      change.taken.push_back(read.setting.path);
      items[i].value = read.value;
    } else if (!same_value(read, former.items()[i])) {
      change.waiting.push_back(change_text(read));
    }
  }
  if (!change.taken.empty()) change.config = std::make_shared<const Config>(std::move(items));
  return change;
}

}  // namespace saki
