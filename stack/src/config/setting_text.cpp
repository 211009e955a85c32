// SPDX-License-Identifier: Apache-2.0
#include "config/setting_text.h"

#include <array>
#include <charconv>

#include "base/json_text.h"
#include "base/planted_bug.h"
#include "saki/config/config.h"
#include "saki/config/units.h"

namespace saki {
namespace {

enum class Form { Yaml, Json };

std::string quoted(std::string_view text) {
  if (kBugPlanted) return "\"" + std::string(text) + "\"";
  std::string out;
  append_json_string(out, text);
  return out;
}

std::string number_text(double value) {
  std::array<char, 32> digits{};
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return {digits.data(), result.ptr};
}

std::string integer_text(const SettingScalar& scalar) {
  if (const auto* value = std::get_if<std::int64_t>(&scalar)) return std::to_string(*value);
  return std::to_string(scalar_as<std::uint64_t>(scalar));
}

std::string section_text(const Config& section, Form form);

std::string scalar_text(const SettingScalar& scalar, SettingType type, Form form) {
  switch (type) {
    case SettingType::Bool: return scalar_as<bool>(scalar) ? "true" : "false";
    case SettingType::Int32:
    case SettingType::Int64:
    case SettingType::Uint32:
    case SettingType::Uint64: return integer_text(scalar);
    case SettingType::Double: return number_text(scalar_as<double>(scalar));
    case SettingType::String: return quoted(scalar_as<std::string>(scalar));
    case SettingType::Secret: return quoted(Secret::kShown);
    case SettingType::Word: return form == Form::Yaml ? scalar_as<std::string>(scalar) : quoted(scalar_as<std::string>(scalar));
    case SettingType::Size: return form == Form::Yaml ? format_size(scalar_as<std::uint64_t>(scalar)) : integer_text(scalar);
    case SettingType::Section: return section_text(*scalar_as<ConfigSection>(scalar), form);
    case SettingType::TimeSpan: break;
  }
  const std::string duration = format_duration(Duration(scalar_as<std::int64_t>(scalar)));
  return form == Form::Yaml ? duration : quoted(duration);
}

// YAML takes a long text for a key only where it is announced as one.
std::string key_text(const std::string& key, Form form) {
  constexpr std::size_t kLongestPlainKey = 1000;
  std::string text = quoted(key);
  return form == Form::Yaml && text.size() > kLongestPlainKey ? "? " + text : text;
}

std::string value_text(const SettingValue& value, const Setting& setting, Form form) {
  if (setting.shape == SettingShape::One) return scalar_text(value.values.front(), setting.type, form);
  std::string inside;
  for (std::size_t i = 0; i < value.values.size(); ++i) {
    if (i > 0) inside += ", ";
    if (setting.shape == SettingShape::Map) inside += key_text(value.keys[i], form) + ": ";
    inside += scalar_text(value.values[i], setting.type, form);
  }
  return setting.shape == SettingShape::List ? "[" + inside + "]" : "{" + inside + "}";
}

// What was not configured and has no default is left out.
std::string section_text(const Config& section, Form form) {
  std::string inside;
  for (const auto& [setting, value] : section.items()) {
    if (!value) continue;
    if (!inside.empty()) inside += ", ";
    inside += key_text(setting.path, form) + ": " + value_text(*value, setting, form);
  }
  return "{" + inside + "}";
}

}  // namespace

std::string yaml_text(const SettingValue& value, const Setting& setting) { return value_text(value, setting, Form::Yaml); }

std::string json_text(const SettingValue& value, const Setting& setting) { return value_text(value, setting, Form::Json); }

}  // namespace saki
