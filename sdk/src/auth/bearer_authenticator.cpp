// SPDX-License-Identifier: Apache-2.0
#include "auth/bearer_authenticator.h"

#include <algorithm>

#include "auth/authorization.h"
#include "auth/token_roles.h"
#include "jwt/read_jwt.h"

namespace saki {
namespace {

constexpr const char* kCode = "auth-key";

Result<JwtKeys> read_keys(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  if (start != text.npos && text[start] == '{') return JwtKeys::of_set(text);
  Result<JwtKey> key = JwtKey::of_pem(text);
  if (!key) return fail(key.error());
  JwtKeys keys;
  SAKI_TRY(keys.add(std::move(*key)));
  return keys;
}

bool is_allowed(const JwtKey& key, const JwtRules& rules) {
  return rules.algorithms.empty() || std::ranges::find(rules.algorithms, key.algorithm()) != rules.algorithms.end();
}

Result<std::shared_ptr<const JwtKeys>> join(const std::vector<std::optional<JwtKeys>>& parts) {
  auto keys = std::make_shared<JwtKeys>();
  for (const auto& part : parts) {
    if (part) SAKI_TRY(keys->add(*part));
  }
  return keys;
}

}  // namespace

BearerAuthenticator::BearerAuthenticator(const AuthEntry& entry, const PackageContext& context, FileWatch& watch, Diagnostics& diagnostics)
    : realm_(entry.realm), rules_(entry.rules), roles_claim_(entry.roles_claim), parts_(entry.keys.size() + 1) {
  take_secret(entry, diagnostics);
  for (std::size_t index = 0; index < entry.keys.size(); ++index) {
    const auto take_file = [this, part = index + 1](std::string_view text, const std::string& path, Diagnostics& mistakes) {
      return take(part, text, path, mistakes);
    };
    watch.add(context.data_path(entry.keys[index]), entry.keys_place, take_file, diagnostics);
  }
  const auto keys = join(parts_);
  const bool some = keys && std::ranges::any_of((*keys)->all(), [this](const JwtKey& key) { return is_allowed(key, rules_); });
  if (diagnostics.empty() && !some) {
    diagnostics.add(entry.place, kCode, "auth." + entry.name + " has no key for an algorithm that it allows", "allow that of a key it has");
  }
}

void BearerAuthenticator::take_secret(const AuthEntry& entry, Diagnostics& diagnostics) {
  if (!entry.secret) return;
  Result<JwtKey> key = JwtKey::of_secret(entry.secret->reveal());
  if (!key) {
    diagnostics.add(entry.secret_place, kCode, "the secret of auth." + entry.name + ": " + key.error().text(),
                    "make one: openssl rand -base64 32");
    return;
  }
  parts_.front().emplace();
  static_cast<void>(parts_.front()->add(std::move(*key)));
  keys_.set(*join(parts_));
}

bool BearerAuthenticator::take(std::size_t part, std::string_view text, const std::string& path, Diagnostics& diagnostics) {
  Result<JwtKeys> read = read_keys(text);
  std::optional<JwtKeys> before = read ? std::exchange(parts_[part], std::move(*read)) : std::nullopt;
  const auto joined = read ? join(parts_) : fail(read.error());
  if (joined) {
    keys_.set(*joined);
    return true;
  }
  if (read) parts_[part] = std::move(before);
  diagnostics.add({path}, kCode, "no keys of use: " + joined.error().text(), "PEM of one key, or a JSON Web Key Set");
  return false;
}

void BearerAuthenticator::start_worker(Loop& loop) { views_.open(loop); }

Attempt BearerAuthenticator::judge(std::string_view token, const JwtKeys& keys, Timestamp now) const {
  const Result<ReadJwt> read = read_jwt(token, keys, rules_, now);
  if (!read) return Attempt::refused(read.error().text());
  const Json& claims = read->claims;
  std::string subject = claims.value("sub", std::string());
  if (subject.empty()) return Attempt::refused("the token has no subject");
  return Attempt::accepted(Identity(std::move(subject), token_roles(claims, roles_claim_), to_text(claims)));
}

Task<Attempt> BearerAuthenticator::attempt(Request& request) {
  const auto token = authorization(request, "Bearer");
  if (!token) co_return Attempt();
  View& view = views_.here();
  static_cast<void>(view.refresh(keys_));
  co_return judge(*token, *view.value(), request.now());
}

std::string BearerAuthenticator::challenge(AttemptOutcome outcome) const {
  const std::string challenge = "Bearer realm=\"" + realm_ + "\"";
  return outcome == AttemptOutcome::Refused ? challenge + ", error=\"invalid_token\"" : challenge;
}

}  // namespace saki
