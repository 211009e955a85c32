// SPDX-License-Identifier: Apache-2.0
//
// ConfigSchema::reference(): what can be configured, for `--help`.
#include "config/setting_reader.h"
#include "config/setting_text.h"
#include "saki/config/config_schema.h"

namespace saki {
namespace {

std::string range(const Setting& setting) {
  if (setting.minimum.empty() && setting.maximum.empty()) return {};
  return " (" + setting.minimum + ".." + setting.maximum + ")";
}

std::string initial(const Setting& setting) {
  if (const auto value = default_value(setting)) return ", default " + yaml_text(*value, setting);
  return setting.need == SettingNeed::Required ? ", required" : ", optional";
}

std::string aliases(const Setting& setting) {
  std::string text;
  for (const auto& [alias, value] : setting.aliases) text += ", `" + alias + "` is " + value;
  return text;
}

std::string paragraphs(const std::vector<Setting>& settings, const std::string& within);

std::string paragraph(const Setting& setting, const std::string& within) {
  std::string text = "  " + within + setting.path + ": " + type_name(setting) + range(setting);
  if (!setting.unit.empty()) text += " " + setting.unit;
  text += initial(setting) + aliases(setting);
  if (setting.reload == SettingReload::Live) text += ", can change while running";
  text += "\n";
  if (!setting.description.empty()) text += "      " + setting.description + "\n";
  if (setting.section != nullptr) text += paragraphs(setting.section->settings(), within + setting.path + "[].");
  return text;
}

std::string paragraphs(const std::vector<Setting>& settings, const std::string& within) {
  std::string text;
  for (const Setting& setting : settings) text += paragraph(setting, within);
  return text;
}

}  // namespace

std::string ConfigSchema::reference() const { return paragraphs(settings_, ""); }

}  // namespace saki
