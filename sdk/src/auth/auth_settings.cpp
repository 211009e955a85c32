// SPDX-License-Identifier: Apache-2.0
#include "auth/auth_settings.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include "saki/http/field.h"

namespace saki {
namespace {

constexpr const char* kSection = "auth";
constexpr const char* kCode = "auth-setting";
constexpr std::array<std::string_view, 6> kKinds{"basic", "bearer", "key", "cookie", "certificate", "session"};

std::string check_realm(std::string_view text) {
  const auto is_plain = [](char each) { return each >= ' ' && each < 0x7F && each != '"' && each != '\\'; };
  return std::ranges::all_of(text, is_plain) ? std::string() : "holds more than printable ASCII without quotation marks and backslashes";
}

std::string check_field_name(std::string_view text) { return http::is_token(text) ? std::string() : "is no name of a field"; }

std::string check_cookie_name(std::string_view text) { return http::is_token(text) ? std::string() : "is no name of a cookie"; }

// A key of an entry, and the kinds that it means something for.
struct Known {
  std::vector<AuthKind> kinds;  // None for all.
  Setting setting;
};

void add_passwords(std::vector<Known>& known) {
  known.push_back(
      {{AuthKind::Basic, AuthKind::Key},
       {.path = "file",
        .minimum = "1",
        .description = "Users with the hashes of their passwords, or keys, one a line; relative to data_dir. `saki passwd` writes it."}});
  known.push_back({{AuthKind::Basic},
                   {.path = "hashing_threads",
                    .type = SettingType::Uint32,
                    .initial = "2",
                    .minimum = "1",
                    .maximum = "64",
                    .unit = "threads",
                    .description = "Threads that compare passwords, which takes long on purpose."}});
  known.push_back({{AuthKind::Basic},
                   {.path = "hashing_queue",
                    .type = SettingType::Uint32,
                    .initial = "32",
                    .minimum = "1",
                    .maximum = "10000",
                    .unit = "comparisons",
                    .description = "Comparisons that may wait for one; further callers are answered 503."}});
  known.push_back({{AuthKind::Basic},
                   {.path = "remember",
                    .type = SettingType::TimeSpan,
                    .initial = "5m",
                    .minimum = "0s",
                    .maximum = "1d",
                    .description = "How long a password that was right is not compared again; 0s compares each time."}});
  known.push_back({{AuthKind::Basic},
                   {.path = "remembered",
                    .type = SettingType::Uint32,
                    .initial = "1024",
                    .minimum = "0",
                    .maximum = "1000000",
                    .unit = "passwords",
                    .description = "Of how many that is remembered, by each worker."}});
}

void add_tokens(std::vector<Known>& known) {
  const std::vector<AuthKind> bearer{AuthKind::Bearer};
  known.push_back({bearer,
                   {.path = "keys",
                    .shape = SettingShape::List,
                    .description = "Files of keys: PEM, or a JSON Web Key Set; relative to data_dir, read anew when they change."}});
  known.push_back(
      {bearer, {.path = "secret", .type = SettingType::Secret, .description = "The shared secret of HS256, 32 bytes at least."}});
  known.push_back({bearer,
                   {.path = "algorithms",
                    .type = SettingType::Word,
                    .shape = SettingShape::List,
                    .initial = "[]",
                    .words = {"HS256", "RS256", "ES256", "EdDSA"},
                    .description = "Those that are taken; without, every one that there is a key for."}});
  known.push_back({bearer, {.path = "issuer", .initial = "", .description = "What `iss` must be; empty for whatever it is."}});
  known.push_back({bearer,
                   {.path = "audience",
                    .shape = SettingShape::List,
                    .initial = "[]",
                    .description = "One of these must be in `aud`; without, tokens that name an audience are refused."}});
  known.push_back(
      {bearer, {.path = "type", .initial = "", .description = "What `typ` must be, such as at+jwt; empty for whatever it is."}});
  known.push_back({bearer,
                   {.path = "skew",
                    .type = SettingType::TimeSpan,
                    .initial = "30s",
                    .minimum = "0s",
                    .maximum = "10m",
                    .description = "How far the clocks of issuer and service may differ."}});
  known.push_back(
      {bearer,
       {.path = "needs_expiry", .type = SettingType::Bool, .initial = "true", .description = "Whether a token without `exp` is refused."}});
  known.push_back({bearer,
                   {.path = "roles_claim",
                    .initial = "roles",
                    .minimum = "1",
                    .description = "The claim that holds the roles: a list, or a text with blanks between, as `scope` is."}});
  known.push_back({bearer,
                   {.path = "token_bytes",
                    .type = SettingType::Size,
                    .initial = "8KiB",
                    .minimum = "64",
                    .maximum = "64KiB",
                    .description = "A longer token is refused unread."}});
  known.push_back({bearer,
                   {.path = "claims_depth",
                    .type = SettingType::Uint32,
                    .initial = "8",
                    .minimum = "1",
                    .maximum = "32",
                    .unit = "levels",
                    .description = "Lists and objects within one another; a token with more is refused."}});
}

void add_others(std::vector<Known>& known) {
  known.push_back({{AuthKind::Key},
                   {.path = "header", .initial = "X-Api-Key", .check = check_field_name, .description = "The field that holds the key."}});
  known.push_back({{AuthKind::Key},
                   {.path = "query",
                    .initial = "",
                    .description = "A parameter of the query that may hold it instead, where logs and histories see it; empty for none."}});
  known.push_back({{AuthKind::Cookie},
                   {.path = "cookie", .initial = "__Host-identity", .check = check_cookie_name, .description = "The cookie's name."}});
  known.push_back({{AuthKind::Cookie},
                   {.path = "lifetime",
                    .type = SettingType::TimeSpan,
                    .initial = "12h",
                    .minimum = "1s",
                    .maximum = "400d",
                    .description = "How long it is good for."}});
  known.push_back({{AuthKind::Certificate},
                   {.path = "roles",
                    .shape = SettingShape::Map,
                    .initial = "{}",
                    .description = "From the subject of a certificate, as CN=ada,O=Example, to roles with commas between."}});
}

std::vector<Known> known_settings() {
  std::vector<Known> known;
  known.push_back({{},
                   {.path = "kind",
                    .type = SettingType::Word,
                    .need = SettingNeed::Required,
                    .words = {kKinds.begin(), kKinds.end()},
                    .description = "How callers prove who they are."}});
  known.push_back(
      {{},
       {.path = "realm", .initial = "", .check = check_realm, .description = "What the challenge calls it; its own name unless told."}});
  add_passwords(known);
  add_tokens(known);
  add_others(known);
  return known;
}

// Keys that mean nothing for the entry's kind.
void check_keys(const Config& section, const AuthEntry& entry, Diagnostics& diagnostics) {
  for (const Known& each : known_settings()) {
    const SourcePlace place = section.place(each.setting.path);
    const bool fits = each.kinds.empty() || std::ranges::find(each.kinds, entry.kind) != each.kinds.end();
    if (fits || place.file == "default") continue;
    const std::string kind(kKinds[static_cast<std::size_t>(entry.kind)]);
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
  entry.secret = section.find<Secret>("secret");
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
  for (Known& each : known_settings()) entry->add(std::move(each.setting));
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
