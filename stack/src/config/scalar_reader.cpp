// SPDX-License-Identifier: Apache-2.0
#include "config/scalar_reader.h"

#include <algorithm>

#include "config/scalar_parser.h"
#include "saki/base/utf8.h"

namespace saki {
namespace {

bool is_text(SettingType type) noexcept { return type == SettingType::String || type == SettingType::Secret; }

// Types written as words and numbers together, which some people quote.
bool may_be_quoted(SettingType type) noexcept {
  return is_text(type) || type == SettingType::Word || type == SettingType::TimeSpan || type == SettingType::Size;
}

std::string form_hint(const ConfigNode& node, SettingType type) {
  if (node.style == ConfigNode::Style::Quoted && !may_be_quoted(type)) return "remove the quotes";
  switch (type) {
    case SettingType::Bool: return "write true or false";
    case SettingType::TimeSpan: return "whole numbers with units d h m s ms us ns, as in 10s, 500ms, 1h30m";
    case SettingType::Size: return "a whole number of bytes, or with a unit: 4096, 16KiB, 1MiB, 2GiB";
    default: return {};
  }
}

// What stands in the configuration, as a message may show it.
std::string shown(const ConfigNode& node, const Setting& setting) {
  constexpr std::size_t kLongest = 60;
  if (setting.type == SettingType::Secret) return std::string(Secret::kShown);
  if (node.text.size() <= kLongest) return "`" + node.text + "`";
  return "`" + std::string(utf8_cut(node.text, kLongest)) + "...`";
}

ScalarResult refuse(const char* code, std::string text, std::string hint = {}) { return {{}, {code, std::move(text), std::move(hint)}}; }

ScalarResult wrong_type(const ConfigNode& node, const Setting& setting) {
  return refuse("wrong-type", "expected " + scalar_type_name(setting) + ", found " + shown(node, setting), form_hint(node, setting.type));
}

ScalarResult wrong_kind(const ConfigNode& node, const Setting& setting) {
  const bool torn = node.kind == ConfigNode::Kind::Map && is_text(setting.type);
  return refuse("wrong-type", "expected " + scalar_type_name(setting) + ", found " + kind_name(node.kind),
                torn ? "quote the text if `: ` belongs to it" : "");
}

std::string range_text(const Setting& setting) {
  const std::string what = is_text(setting.type) ? " characters" : "";
  if (setting.minimum.empty()) return "at most " + setting.maximum + what;
  if (setting.maximum.empty()) return "at least " + setting.minimum + what;
  return setting.minimum + " to " + setting.maximum + what;
}

// A bound of the setting in its own type, or the length that a text may have.
std::optional<SettingScalar> bound(const std::string& text, SettingType type) {
  if (text.empty()) return std::nullopt;
  const auto value = parse_scalar(text, is_text(type) ? SettingType::Uint64 : type);
  SAKI_CHECK(value.has_value(), "a setting's range is written as its values are");
  return *value;
}

bool in_range(const SettingScalar& value, const Setting& setting) {
  const auto* text = is_text(setting.type) ? std::get_if<std::string>(&value) : nullptr;
  const SettingScalar measure = text != nullptr ? SettingScalar(std::uint64_t{code_point_count(*text)}) : value;
  const auto least = bound(setting.minimum, setting.type);
  const auto most = bound(setting.maximum, setting.type);
  return (!least || measure >= *least) && (!most || measure <= *most);
}

ScalarResult check_word(const std::string& word, const Setting& setting) {
  if (std::find(setting.words.begin(), setting.words.end(), word) != setting.words.end()) return {SettingScalar(word), {}};
  std::string all;
  for (const std::string& known : setting.words) all += (all.empty() ? "" : ", ") + known;
  const std::string near = nearest_word(word, setting.words);
  return refuse("unknown-word", "`" + word + "` is not one of " + all, near.empty() ? "" : "did you mean `" + near + "`?");
}

ScalarResult check_value(SettingScalar value, const ConfigNode& node, const Setting& setting) {
  if (setting.type == SettingType::Word) return check_word(std::get<std::string>(value), setting);
  if (!in_range(value, setting)) {
    return refuse("out-of-range", "expected " + range_text(setting) + ", found " + shown(node, setting));
  }
  if (setting.check != nullptr) {
    std::string complaint = setting.check(node.text);
    if (!complaint.empty()) return refuse("bad-value", std::move(complaint));
  }
  return {std::move(value), {}};
}

const std::string& unalias(const std::string& text, const Setting& setting) {
  for (const auto& [alias, value] : setting.aliases) {
    if (alias == text) return value;
  }
  return text;
}

}  // namespace

ScalarResult read_scalar(const ConfigNode& node, const Setting& setting) {
  if (node.kind != ConfigNode::Kind::Scalar) return wrong_kind(node, setting);
  if (node.style == ConfigNode::Style::Quoted && !may_be_quoted(setting.type)) return wrong_type(node, setting);
  auto value = parse_scalar(unalias(node.text, setting), setting.type);
  if (value) return check_value(std::move(*value), node, setting);
  if (value.error() == Error::Exhausted)
    return refuse("out-of-range", shown(node, setting) + " does not fit into " + scalar_type_name(setting));
  return wrong_type(node, setting);
}

}  // namespace saki
