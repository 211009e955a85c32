// SPDX-License-Identifier: Apache-2.0
#include "auth/auth_setting_table.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "saki/http/field.h"

namespace saki {
namespace {

std::string check_realm(std::string_view text) {
  const auto is_plain = [](char each) { return each >= ' ' && each < 0x7F && each != '"' && each != '\\'; };
  return std::ranges::all_of(text, is_plain) ? std::string() : "holds more than printable ASCII without quotation marks and backslashes";
}

std::string check_field_name(std::string_view text) { return http::is_token(text) ? std::string() : "is no name of a field"; }

std::string check_cookie_name(std::string_view text) { return http::is_token(text) ? std::string() : "is no name of a cookie"; }

void add_passwords(std::vector<AuthSetting>& known) {
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

void add_tokens(std::vector<AuthSetting>& known) {
  const std::vector<AuthKind> bearer{AuthKind::Bearer};
  known.push_back({bearer,
                   {.path = "keys",
                    .shape = SettingShape::List,
                    .description = "Files of keys: PEM, or a JSON Web Key Set; relative to data_dir, read anew when they change."}});
  known.push_back(
      {bearer, {.path = "secret", .type = SettingType::Secret, .description = "The shared secret of HS256, 32 bytes at least."}});
  known.push_back({bearer,
                   {.path = "roles_claim",
                    .initial = "roles",
                    .minimum = "1",
                    .description = "The claim that holds the roles: a list, or a text with blanks between, as `scope` is."}});
}

// What a token must fulfil.
void add_token_rules(std::vector<AuthSetting>& known) {
  const std::vector<AuthKind> bearer{AuthKind::Bearer};
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

void add_others(std::vector<AuthSetting>& known) {
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

}  // namespace

std::vector<AuthSetting> auth_setting_table() {
  std::vector<AuthSetting> known;
  known.push_back({{},
                   {.path = "kind",
                    .type = SettingType::Word,
                    .need = SettingNeed::Required,
                    .words = {kAuthKinds.begin(), kAuthKinds.end()},
                    .description = "How callers prove who they are."}});
  known.push_back(
      {{},
       {.path = "realm", .initial = "", .check = check_realm, .description = "What the challenge calls it; its own name unless told."}});
  add_passwords(known);
  add_tokens(known);
  add_token_rules(known);
  add_others(known);
  return known;
}

}  // namespace saki
