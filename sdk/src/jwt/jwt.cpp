// SPDX-License-Identifier: Apache-2.0
#include "saki/jwt.h"

#include <algorithm>
#include <optional>

#include "jwt/jwt_claims.h"
#include "jwt/read_jwt.h"
#include "jwt/unique_json.h"
#include "saki/encoding.h"

namespace saki {
namespace {

// The three parts of a token, and what its signature is about.
struct Parts {
  std::string_view header;
  std::string_view claims;
  std::string_view signature;
  std::string_view signed_text;
};

std::optional<Parts> split(std::string_view token) {
  const std::size_t first = token.find('.');
  const std::size_t second = first == token.npos ? token.npos : token.find('.', first + 1);
  if (second == token.npos || token.find('.', second + 1) != token.npos) return std::nullopt;
  return Parts{token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1), token.substr(0, second)};
}

Result<Json> decode(std::string_view part, std::uint32_t depth) {
  const Result<std::string> text = from_base64url(part);
  if (!text) return fail(JwtFault::Malformed);
  Result<Json> object = parse_unique_object(*text, depth);
  if (!object) return fail(JwtFault::Malformed);
  return object;
}

// A member of the header that is text; nothing where it is absent or of another kind.
std::optional<std::string_view> text_in(const Json& header, const char* member) {
  const auto found = header.find(member);
  const auto* text = found != header.end() ? found->get_ptr<const std::string*>() : nullptr;
  return text != nullptr ? std::optional<std::string_view>(*text) : std::nullopt;
}

std::optional<JwtAlgorithm> algorithm_in(const Json& header, const JwtRules& rules) {
  constexpr JwtAlgorithm kAll[] = {JwtAlgorithm::Hs256, JwtAlgorithm::Rs256, JwtAlgorithm::Es256, JwtAlgorithm::EdDsa};
  const auto named = text_in(header, "alg");
  const auto* found = std::ranges::find_if(kAll, [&](JwtAlgorithm each) { return named == name_of(each); });
  if (found == std::end(kAll)) return std::nullopt;
  const bool allowed = rules.algorithms.empty() || std::ranges::find(rules.algorithms, *found) != rules.algorithms.end();
  return allowed ? std::optional(*found) : std::nullopt;
}

// Media types are compared without regard to case, and `application/` in front may be left out (RFC 7515 section 4.1.9).
bool has_type(const Json& header, std::string_view expected) {
  constexpr std::string_view kPrefix = "application/";
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  };
  std::string_view type = text_in(header, "typ").value_or("");
  if (type.size() > kPrefix.size() && std::ranges::equal(type.substr(0, kPrefix.size()), kPrefix, same)) type.remove_prefix(kPrefix.size());
  return std::ranges::equal(type, expected, same);
}

// The one place that chooses keys: `jwk`, `jku`, `x5c` and `x5u` in a header are never looked at.
std::optional<JwtFault> judge_signature(const Json& header, const Parts& parts, const JwtKeys& keys, const JwtRules& rules) {
  if (header.contains("crit")) return JwtFault::Critical;
  if (!rules.type.empty() && !has_type(header, rules.type)) return JwtFault::Type;
  const auto algorithm = algorithm_in(header, rules);
  if (!algorithm) return JwtFault::Algorithm;
  const auto id = text_in(header, "kid");
  if (header.contains("kid") && !id) return JwtFault::Malformed;
  const Result<std::string> signature = from_base64url(parts.signature);
  if (!signature) return JwtFault::Malformed;
  const std::vector<const JwtKey*> fitting = keys.find(*algorithm, id);
  if (fitting.empty()) return JwtFault::UnknownKey;
  const auto verifies = [&](const JwtKey* key) { return key->verifies(parts.signed_text, *signature); };
  return std::ranges::any_of(fitting, verifies) ? std::nullopt : std::optional(JwtFault::Signature);
}

}  // namespace

Result<ReadJwt> read_jwt(std::string_view token, const JwtKeys& keys, const JwtRules& rules, Timestamp now) {
  if (token.size() > rules.token_bytes) return fail(JwtFault::TooLong);
  const std::optional<Parts> parts = split(token);
  if (!parts) return fail(JwtFault::Malformed);
  Result<Json> header = decode(parts->header, rules.depth);
  if (!header) return fail(header.error());
  if (const auto fault = judge_signature(*header, *parts, keys, rules)) return fail(*fault);
  Result<Json> claims = decode(parts->claims, rules.depth);  // Nothing of it is looked at before it is known whose it is.
  if (!claims) return fail(claims.error());
  if (const auto fault = judge_claims(*claims, rules, now)) return fail(*fault);
  return ReadJwt{std::move(*header), std::move(*claims)};
}

Result<Jwt> verify_jwt(std::string_view token, const JwtKeys& keys, const JwtRules& rules, Timestamp now) {
  const Result<ReadJwt> read = read_jwt(token, keys, rules, now);
  if (!read) return fail(read.error());
  return Jwt{to_text(read->header), to_text(read->claims)};
}

std::string sign_jwt(std::string_view claims, const JwtKey& key) {
  Json header{{"alg", name_of(key.algorithm())}, {"typ", "JWT"}};
  if (!key.id().empty()) header["kid"] = key.id();
  std::string token = to_base64url(to_text(header)) + '.' + to_base64url(claims);
  const std::string signature = key.sign(token);
  return token + '.' + to_base64url(signature);
}

}  // namespace saki
