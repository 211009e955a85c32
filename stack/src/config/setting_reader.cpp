// SPDX-License-Identifier: Apache-2.0
#include "config/setting_reader.h"

#include "config/scalar_reader.h"
#include "config/yaml_reader.h"
#include "saki/config/config_schema.h"

namespace saki {
namespace {

using Kind = ConfigNode::Kind;

class SettingReader {
 public:
  SettingReader(const Setting& setting, Diagnostics& diagnostics) : setting_(setting), diagnostics_(diagnostics) {}

  std::optional<SettingValue> read(const ConfigNode& node) {
    value_.place = node.place;
    switch (setting_.shape) {
      case SettingShape::One: scalar(node); break;
      case SettingShape::List: list(node); break;
      case SettingShape::Map: map(node); break;
    }
    if (setting_.shape != SettingShape::One && good_) count(node);
    if (!good_) return std::nullopt;
    return std::move(value_);
  }

 private:
  void scalar(const ConfigNode& node) {
    if (setting_.type == SettingType::Section) return section(node);
    ScalarResult result = read_scalar(node, setting_);
    if (!result.value) return refuse(node, std::move(result.mistake));
    keep(node, std::move(*result.value));
  }

  void section(const ConfigNode& node) {
    if (node.kind != Kind::Map) {
      return refuse(node, {"wrong-type", std::string("expected a section with keys, found ") + kind_name(node.kind), {}});
    }
    ConfigSection read = setting_.section->read_section(node, diagnostics_);
    good_ = good_ && read != nullptr;
    keep(node, std::move(read));
  }

  void keep(const ConfigNode& node, SettingScalar scalar) {
    value_.values.push_back(std::move(scalar));
    value_.places.push_back(node.place);
  }

  void list(const ConfigNode& node) {
    if (node.kind != Kind::List) return scalar(node);
    for (const ConfigNode& item : node.children) scalar(item);
  }

  void map(const ConfigNode& node) {
    if (node.kind != Kind::Map) {
      return refuse(node, {"wrong-type", "expected " + type_name(setting_) + ", found " + kind_name(node.kind), {}});
    }
    for (const ConfigNode& item : node.children) {
      scalar(item);
      value_.keys.push_back(item.key);
    }
  }

  void count(const ConfigNode& node) {
    const std::size_t entries = value_.values.size();
    if (entries >= setting_.min_count && entries <= setting_.max_count) return;
    const bool few = entries < setting_.min_count;
    const std::string bound = few ? "at least " + std::to_string(setting_.min_count) : "at most " + std::to_string(setting_.max_count);
    refuse(node, {"out-of-range", "expected " + bound + " entries, found " + std::to_string(entries), {}});
  }

  void refuse(const ConfigNode& node, ScalarMistake mistake) {
    good_ = false;
    diagnostics_.add(node.place, std::move(mistake.code), setting_.path + ": " + mistake.text, std::move(mistake.hint));
  }

  const Setting& setting_;
  Diagnostics& diagnostics_;
  SettingValue value_;
  bool good_ = true;
};

}  // namespace

std::optional<SettingValue> read_setting(const ConfigNode& node, const Setting& setting, Diagnostics& diagnostics) {
  return SettingReader(setting, diagnostics).read(node);
}

std::optional<SettingValue> default_value(const Setting& setting) {
  if (!setting.initial) return std::nullopt;
  Diagnostics mistakes;
  auto node = read_yaml_value(*setting.initial, "default", mistakes);
  if (node && node->kind == Kind::Null && setting.shape == SettingShape::One) node->kind = Kind::Scalar;  // "" is the empty text.
  auto value = node ? read_setting(*node, setting, mistakes) : std::nullopt;
  SAKI_CHECK(value.has_value(), mistakes.text().c_str());
  return value;
}

}  // namespace saki
