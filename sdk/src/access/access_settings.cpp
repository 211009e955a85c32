// SPDX-License-Identifier: Apache-2.0
#include "access/access_settings.h"

#include <memory>

namespace saki {
namespace {

using Texts = std::vector<std::string>;

std::string check_path(std::string_view text) {
  if (text.starts_with('/') && text.find_first_of("?#%\\") == text.npos) return {};
  return "is no path; it begins with a slash and is written as it reads once decoded";
}

std::string check_method(std::string_view text) {
  return http::method_of(text) != Method::Other ? std::string() : "is no method that routes have; write it in capitals: GET";
}

Setting texts(std::string path, SettingCheck check, std::string description) {
  Setting setting;
  setting.path = std::move(path);
  setting.shape = SettingShape::List;
  setting.initial = "[]";
  setting.minimum = "1";
  setting.check = check;
  setting.description = std::move(description);
  return setting;
}

std::shared_ptr<const ConfigSchema> rule_section() {
  auto rule = std::make_shared<ConfigSchema>();
  rule->add({.path = "action",
             .type = SettingType::Word,
             .need = SettingNeed::Required,
             .words = {"allow", "deny"},
             .description = "What becomes of a request that fits all of the rule."});
  rule->add(texts("from", &Network::explain, "Networks that it comes from: 10.0.0.0/8, 2001:db8::/32, ::1, unix:."));
  rule->add(texts("path", check_path, "Paths, each with all below it."));
  rule->add(texts("method", check_method, "Methods; GET stands for HEAD as well."));
  rule->add(texts("user", nullptr, "Who calls, as `auth` found out; `*` for everybody who is known."));
  rule->add(texts("role", nullptr, "Roles, of which the caller has one."));
  return rule;
}

std::vector<Network> networks_of(const Texts& list) {
  std::vector<Network> networks;
  for (const std::string& text : list) networks.push_back(*Network::parse(text));  // Which was checked.
  return networks;
}

std::vector<Method> methods_of(const Texts& list) {
  std::vector<Method> methods;
  for (const std::string& text : list) methods.push_back(http::method_of(text));
  return methods;
}

AccessRule read_rule(const Config& section) {
  AccessRule rule;
  rule.action = section.get<AccessAction>("action");
  rule.from = networks_of(section.get<Texts>("from"));
  rule.paths = section.get<Texts>("path");
  rule.methods = methods_of(section.get<Texts>("method"));
  rule.users = section.get<Texts>("user");
  rule.roles = section.get<Texts>("role");
  rule.place = section.place("action");
  return rule;
}

}  // namespace

void declare_access_settings(ConfigSchema& schema) {
  schema.add({.path = "access.default",
              .type = SettingType::Word,
              .initial = "allow",
              .words = {"allow", "deny"},
              .description = "What becomes of a request that no rule fits."});
  schema.add({.path = "access.rules",
              .type = SettingType::Section,
              .shape = SettingShape::List,
              .initial = "[]",
              .max_count = 10'000,
              .section = rule_section(),
              .description = "Who may come in; the first rule that fits decides."});
}

AccessRules read_access_settings(const Config& config) {
  std::vector<AccessRule> rules;
  for (const ConfigSection& section : config.get<std::vector<ConfigSection>>("access.rules")) rules.push_back(read_rule(*section));
  return {std::move(rules), config.get<AccessAction>("access.default")};
}

}  // namespace saki
