// SPDX-License-Identifier: Apache-2.0
#include "auth/auth_settings.h"

#include <algorithm>
#include <memory>

#include "auth/auth_setting_table.h"

namespace saki {
namespace {

constexpr const char* kSection = "auth";
constexpr const char* kCode = "auth-setting";

// Keys that mean nothing for the entry's kind.
void check_keys(const Config& section, const AuthEntry& entry, Diagnostics& diagnostics) {
  for (const AuthSetting& each : auth_setting_table()) {
    const SourcePlace place = section.place(each.setting.path);
    const bool fits = each.kinds.empty() || std::ranges::find(each.kinds, entry.kind) != each.kinds.end();
    if (fits || place.file == "default") continue;
    const std::string kind(kAuthKinds[static_cast<std::size_t>(entry.kind)]);
    diagnostics.add(place, kCode, "`" + each.setting.path + "` means nothing for auth." + entry.name + ", which is of kind " + kind,
                    "drop it");
  }
}

// What the kind cannot do without.
void check_needs(const AuthEntry& entry, Diagnostics& diagnostics) {
  const bool needs_file = entry.kind == AuthKind::Basic || entry.kind == AuthKind::Key;
  if (needs_file && entry.file.empty()) {
    diagnostics.add(entry.place, kCode, "auth." + entry.name + " has no file",
                    "make one with `saki passwd add FILE NAME` and name it: file: FILE");
  }
  if (entry.kind == AuthKind::Bearer && entry.keys.empty() && !entry.secret) {
    diagnostics.add(entry.place, kCode, "auth." + entry.name + " has no key that tokens could be signed with",
                    "name files: keys: [FILE], or a secret");
  }
}

// Who signed in to one of two that share a cookie would be known to the other as well.
void check_cookie(const AuthEntry& entry, const std::vector<AuthEntry>& before, Diagnostics& diagnostics) {
  const auto shares = [&](const AuthEntry& each) { return each.kind == AuthKind::Cookie && each.cookie == entry.cookie; };
  const auto other = entry.kind == AuthKind::Cookie ? std::ranges::find_if(before, shares) : before.end();
  if (other == before.end()) return;
  diagnostics.add(entry.place, kCode, "auth." + entry.name + " and auth." + other->name + " have one cookie, " + entry.cookie,
                  "give one of them another: cookie: __Host-" + entry.name);
}

JwtRules read_rules(const Config& section) {
  JwtRules rules;
  rules.algorithms = section.get<std::vector<JwtAlgorithm>>("algorithms");
  rules.issuer = section.get<std::string>("issuer");
  rules.audience = section.get<std::vector<std::string>>("audience");
  rules.type = section.get<std::string>("type");
  rules.skew = std::chrono::duration_cast<std::chrono::seconds>(section.get<std::chrono::milliseconds>("skew"));
  rules.needs_expiry = section.get<bool>("needs_expiry");
  rules.token_bytes = static_cast<std::size_t>(section.get<std::uint64_t>("token_bytes"));
  rules.depth = section.get<std::uint32_t>("claims_depth");
  return rules;
}

AuthEntry read_entry(const std::string& name, const Config& section) {
  AuthEntry entry;
  entry.name = name;
  entry.kind = section.get<AuthKind>("kind");
  entry.realm = section.get<std::string>("realm");
  if (entry.realm.empty()) entry.realm = name;
  entry.place = section.place("kind");
  entry.file = section.find<std::string>("file").value_or("");
  entry.file_place = section.place("file");
  entry.hashing_threads = section.get<std::uint32_t>("hashing_threads");
  entry.hashing_queue = section.get<std::uint32_t>("hashing_queue");
  entry.remember = section.get<std::chrono::milliseconds>("remember");
  entry.remembered = section.get<std::uint32_t>("remembered");
  entry.keys = section.find<std::vector<std::string>>("keys").value_or(std::vector<std::string>{});
  entry.keys_place = section.place("keys");
  entry.secret = section.find<Secret>("secret");
  entry.secret_place = section.place("secret");
  entry.rules = read_rules(section);
  entry.roles_claim = section.get<std::string>("roles_claim");
  entry.header = section.get<std::string>("header");
  entry.query = section.get<std::string>("query");
  entry.cookie = section.get<std::string>("cookie");
  entry.lifetime = std::chrono::duration_cast<std::chrono::seconds>(section.get<std::chrono::milliseconds>("lifetime"));
  entry.roles = section.get<std::map<std::string, std::string>>("roles");
  return entry;
}

}  // namespace

void declare_auth_settings(ConfigSchema& schema) {
  auto entry = std::make_shared<ConfigSchema>();
  for (AuthSetting& each : auth_setting_table()) entry->add(std::move(each.setting));
  schema.add({.path = kSection,
              .type = SettingType::Section,
              .shape = SettingShape::Map,
              .initial = "{}",
              .max_count = 32,
              .section = std::move(entry),
              .description = "Ways to prove who calls, by names that routes ask for."});
}

std::vector<AuthEntry> read_auth_settings(const Config& config, Diagnostics& diagnostics) {
  std::vector<AuthEntry> entries;
  for (const auto& [name, section] : config.get<std::map<std::string, ConfigSection>>(kSection)) {
    AuthEntry entry = read_entry(name, *section);
    check_keys(*section, entry, diagnostics);
    check_needs(entry, diagnostics);
    check_cookie(entry, entries, diagnostics);
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace saki
