// SPDX-License-Identifier: Apache-2.0
#include "saki/config/setting.h"

namespace saki {

std::string scalar_type_name(const Setting& setting) {
  switch (setting.type) {
    case SettingType::Bool: return "bool";
    case SettingType::Int32: return "int32";
    case SettingType::Int64: return "int64";
    case SettingType::Uint32: return "uint32";
    case SettingType::Uint64: return "uint64";
    case SettingType::Double: return "double";
    case SettingType::String: return setting.form.empty() ? "string" : setting.form;
    case SettingType::TimeSpan: return "duration";
    case SettingType::Size: return "size";
    case SettingType::Secret: return "secret";
    case SettingType::Section: return "section";
    case SettingType::Word: break;
  }
  std::string words;
  for (const std::string& word : setting.words) words += (words.empty() ? "" : "|") + word;
  return words;
}

std::string type_name(const Setting& setting) {
  switch (setting.shape) {
    case SettingShape::List: return "list of " + scalar_type_name(setting);
    case SettingShape::Map: return "map of " + scalar_type_name(setting);
    case SettingShape::One: break;
  }
  return scalar_type_name(setting);
}

}  // namespace saki
