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

enum class Extent : bool { Section, Everything };

// What all sources together make stands nowhere.
void tell_missing(const Setting& setting, const SourcePlace& section, Extent extent, Diagnostics& diagnostics) {
  const std::string text =
      "`" + setting.path + "` must be configured" + (setting.description.empty() ? "" : " (" + setting.description + ")");
  if (extent == Extent::Section) return diagnostics.add(section, "missing-setting", text);
  diagnostics.add({"configuration", 0, 0}, "missing-setting", text, "in the configuration file, or with --set " + setting.path + "=VALUE");
}

// One setting's value: configured, or its default, or none.
std::optional<SettingValue> value_of(const Setting& setting, const ConfigNode& root, Extent extent, Diagnostics& diagnostics) {
  const ConfigNode* node = root.find(setting.path);
  if (node != nullptr && node->kind != ConfigNode::Kind::Null) return read_setting(*node, setting, diagnostics);
  if (!setting.initial && setting.need == SettingNeed::Required) tell_missing(setting, root.place, extent, diagnostics);
  return default_value(setting);
}

// By place; equal ones, as of the environment, by their text.
void add_in_order(const Diagnostics& mistakes, Diagnostics& diagnostics) {
  std::vector<Diagnostic> list = mistakes.list();
  const auto rank = [](const Diagnostic& item) { return std::tie(item.place.file, item.place.line, item.place.column, item.text); };
  std::sort(list.begin(), list.end(), [rank](const Diagnostic& left, const Diagnostic& right) { return rank(left) < rank(right); });
  for (Diagnostic& item : list) diagnostics.add(std::move(item.place), std::move(item.code), std::move(item.text), std::move(item.hint));
}

std::shared_ptr<const Config> read_settings(const std::vector<Setting>& settings, const ConfigNode& root, Extent extent,
                                            Diagnostics& diagnostics) {
  Diagnostics mistakes;
  find_unknown_keys(root, settings, mistakes);
  std::vector<Config::Item> items;
  items.reserve(settings.size());
  for (const Setting& setting : settings) items.push_back({setting, value_of(setting, root, extent, mistakes)});
  add_in_order(mistakes, diagnostics);
  if (!mistakes.empty()) return nullptr;
  return std::make_shared<const Config>(std::move(items));
}

}  // namespace

void ConfigSchema::add(Setting setting) {
  SAKI_CHECK(is_setting_path(setting.path), setting.path.c_str());
  for (const Setting& known : settings_) SAKI_CHECK(!collide(known.path, setting.path), setting.path.c_str());
  SAKI_CHECK((setting.type == SettingType::Word) == !setting.words.empty(), setting.path.c_str());
  SAKI_CHECK((setting.type == SettingType::Section) == (setting.section != nullptr), setting.path.c_str());
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
  return read_settings(settings_, tree.root(), Extent::Everything, diagnostics);
}

std::shared_ptr<const Config> ConfigSchema::read_section(const ConfigNode& root, Diagnostics& diagnostics) const {
  return read_settings(settings_, root, Extent::Section, diagnostics);
}

}  // namespace saki
