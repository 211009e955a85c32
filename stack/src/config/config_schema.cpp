// SPDX-License-Identifier: Apache-2.0
#include "saki/config/config_schema.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "config/setting_reader.h"
#include "config/unknown_keys.h"

namespace saki {
namespace {

bool is_part_letter(char letter) noexcept { return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_'; }

// Lower-case words with dots between: what a file, a flag and a variable of the environment can all spell.
bool is_setting_path(std::string_view path) noexcept {
  if (path.empty() || path.front() == '.' || path.back() == '.') return false;
  if (path.find("..") != std::string_view::npos || path.find("__") != std::string_view::npos) return false;
  return std::all_of(path.begin(), path.end(), [](char letter) { return letter == '.' || is_part_letter(letter); });
}

// True when one path names a value inside the other.
bool collide(const std::string& left, const std::string& right) {
  return left == right || left.starts_with(right + ".") || right.starts_with(left + ".");
}

// One setting's value: configured, or its default, or none.
std::optional<SettingValue> value_of(const Setting& setting, const ConfigTree& tree, Diagnostics& diagnostics) {
  const ConfigNode* node = tree.find(setting.path);
  if (node != nullptr && node->kind != ConfigNode::Kind::Null) return read_setting(*node, setting, diagnostics);
  if (!setting.initial && setting.need == SettingNeed::Required) {
    const std::string sentence = setting.description.empty() ? "" : " (" + setting.description + ")";
    diagnostics.add({"configuration", 0, 0}, "missing-setting", "`" + setting.path + "` must be configured" + sentence,
                    "in the configuration file, or with --set " + setting.path + "=VALUE");
  }
  return default_value(setting);
}

// By place; equal ones, as of the environment, by their text.
void add_in_order(const Diagnostics& mistakes, Diagnostics& diagnostics) {
  std::vector<Diagnostic> list = mistakes.list();
  const auto rank = [](const Diagnostic& item) { return std::tie(item.place.file, item.place.line, item.place.column, item.text); };
  std::sort(list.begin(), list.end(), [rank](const Diagnostic& left, const Diagnostic& right) { return rank(left) < rank(right); });
  for (Diagnostic& item : list) diagnostics.add(std::move(item.place), std::move(item.code), std::move(item.text), std::move(item.hint));
}

}  // namespace

void ConfigSchema::add(Setting setting) {
  SAKI_CHECK(is_setting_path(setting.path), setting.path.c_str());
  for (const Setting& known : settings_) SAKI_CHECK(!collide(known.path, setting.path), setting.path.c_str());
  SAKI_CHECK((setting.type == SettingType::Word) == !setting.words.empty(), setting.path.c_str());
  static_cast<void>(default_value(setting));
  settings_.push_back(std::move(setting));
}

void ConfigSchema::add(std::span<const Setting> settings) {
  for (const Setting& setting : settings) add(setting);
}

const Setting* ConfigSchema::find(std::string_view path) const noexcept {
  const auto found = std::find_if(settings_.begin(), settings_.end(), [path](const Setting& setting) { return setting.path == path; });
  return found == settings_.end() ? nullptr : &*found;
}

std::shared_ptr<const Config> ConfigSchema::read(const ConfigTree& tree, Diagnostics& diagnostics) const {
  Diagnostics mistakes;
  find_unknown_keys(tree.root(), settings_, mistakes);
  std::vector<Config::Item> items;
  items.reserve(settings_.size());
  for (const Setting& setting : settings_) items.push_back({setting, value_of(setting, tree, mistakes)});
  add_in_order(mistakes, diagnostics);
  if (!mistakes.empty()) return nullptr;
  return std::make_shared<const Config>(std::move(items));
}

}  // namespace saki
