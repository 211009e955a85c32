// SPDX-License-Identifier: Apache-2.0
#include "sdk/jwt/reference_jwt.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "saki/json.h"

namespace saki::reference {
namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// Bit by bit.
std::optional<std::string> decode(std::string_view text) {
  std::vector<bool> bits;
  for (const char digit : text) {
    const std::size_t value = kDigits.find(digit);
    if (value == kDigits.npos) return std::nullopt;
    for (int bit = 5; bit >= 0; --bit) bits.push_back((value >> bit & 1) != 0);
  }
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  std::size_t at = 0;
  for (; bits.size() - at >= 8; at += 8) {
    unsigned value = 0;
    for (std::size_t bit = 0; bit < 8; ++bit) value = value << 1 | (bits[at + bit] ? 1U : 0U);
    bytes.push_back(static_cast<char>(value));
  }
  return std::any_of(bits.begin() + static_cast<std::ptrdiff_t>(at), bits.end(), [](bool bit) { return bit; }) ? std::nullopt
                                                                                                               : std::optional(bytes);
}

// Follows the events of a parser: refuses a member that comes twice, and what is nested too deeply.
class Strict {
 public:
  explicit Strict(std::uint32_t most) : most_(most) {}
  bool operator()(int, Json::parse_event_t event, const Json& value) {
    using Event = Json::parse_event_t;
    if (event == Event::object_start || event == Event::array_start) {
      seen_.emplace_back();
      good = good && seen_.size() <= most_;
    }
    if (event == Event::object_end || event == Event::array_end) seen_.pop_back();
    if (event == Event::key) good = seen_.back().insert(value.get<std::string>()).second && good;
    return true;
  }
  bool good = true;

 private:
  std::uint32_t most_;
  std::vector<std::set<std::string>> seen_;
};

std::optional<Json> parse(const std::string& text, std::uint32_t depth) {
  // A byte order mark and what stands behind a NUL: the library would pass over them.
  if (text.starts_with("\xEF\xBB\xBF") || text.find('\0') != text.npos) return std::nullopt;
  Strict strict(depth);
  const Json value = Json::parse(text, std::ref(strict), false);
  if (value.is_discarded() || !value.is_object() || !strict.good) return std::nullopt;
  return value;
}

std::string lower(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

std::string text_in(const Json& object, const char* name) {
  return object.contains(name) && object[name].is_string() ? object[name].get<std::string>() : std::string();
}

bool is_type(const Json& header, const std::string& wanted) {
  const std::string type = lower(text_in(header, "typ"));
  const std::string bare = lower(wanted);
  return type == bare || (type == "application/" + bare && type.size() > std::string_view("application/").size());
}

std::optional<JwtFault> judge_header(const Json& header, const Secret256& secret, const JwtRules& rules) {
  static const std::map<std::string, JwtAlgorithm> kKnown{
      {"HS256", JwtAlgorithm::Hs256}, {"RS256", JwtAlgorithm::Rs256}, {"ES256", JwtAlgorithm::Es256}, {"EdDSA", JwtAlgorithm::EdDsa}};
  if (header.contains("crit")) return JwtFault::Critical;
  if (!rules.type.empty() && !is_type(header, rules.type)) return JwtFault::Type;
  const auto known = kKnown.find(text_in(header, "alg"));
  if (known == kKnown.end()) return JwtFault::Algorithm;
  const bool allowed = rules.algorithms.empty() || std::ranges::count(rules.algorithms, known->second) > 0;
  if (!allowed) return JwtFault::Algorithm;
  if (header.contains("kid") && !header["kid"].is_string()) return JwtFault::Malformed;
  const bool fits = !header.contains("kid") || secret.id.empty() || header["kid"] == secret.id;
  if (known->second != JwtAlgorithm::Hs256 || !fits) return JwtFault::UnknownKey;
  return std::nullopt;
}

std::optional<JwtFault> judge_claims(const Json& claims, const JwtRules& rules, Timestamp time) {
  const double now = static_cast<double>(time.time().time_since_epoch().count()) / 1e6;
  const auto skew = static_cast<double>(rules.skew.count());
  for (const char* name : {"exp", "nbf", "iat"}) {
    if (claims.contains(name) && !claims[name].is_number()) return JwtFault::Claims;
  }
  for (const char* name : {"sub", "iss"}) {
    if (claims.contains(name) && !claims[name].is_string()) return JwtFault::Claims;
  }
  std::vector<std::string> named;
  if (claims.contains("aud")) {
    const Json listed = claims["aud"].is_array() ? claims["aud"] : Json::array({claims["aud"]});
    for (const Json& each : listed) {
      if (!each.is_string()) return JwtFault::Claims;
      named.push_back(each);
    }
  }
  if (rules.needs_expiry && !claims.contains("exp")) return JwtFault::Claims;
  if (claims.contains("exp") && now - skew >= claims["exp"].get<double>()) return JwtFault::Expired;
  if (claims.contains("nbf") && claims["nbf"].get<double>() > now + skew) return JwtFault::NotYet;
  if (claims.contains("iat") && claims["iat"].get<double>() > now + skew) return JwtFault::NotYet;
  if (!rules.issuer.empty() && text_in(claims, "iss") != rules.issuer) return JwtFault::Issuer;
  if (!claims.contains("aud")) return rules.audience.empty() ? std::nullopt : std::optional(JwtFault::Audience);
  for (const std::string& each : named) {
    if (std::ranges::count(rules.audience, each) > 0) return std::nullopt;
  }
  return JwtFault::Audience;
}

std::string code_of(const std::string& secret, const std::string& text) {
  std::array<unsigned char, 32> code{};
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
       code.data(), nullptr);
  return {reinterpret_cast<const char*>(code.data()), code.size()};
}

}  // namespace

std::optional<JwtFault> judge_jwt(std::string_view token, const Secret256& secret, const JwtRules& rules, Timestamp now) {
  if (token.size() > rules.token_bytes) return JwtFault::TooLong;
  std::vector<std::string> parts(1);
  for (const char each : token) {
    if (each == '.')
      parts.emplace_back();
    else
      parts.back().push_back(each);
  }
  if (parts.size() != 3) return JwtFault::Malformed;
  const auto header_text = decode(parts[0]);
  const auto header = header_text ? parse(*header_text, rules.depth) : std::nullopt;
  if (!header) return JwtFault::Malformed;
  const auto fault = judge_header(*header, secret, rules);
  if (fault && *fault != JwtFault::UnknownKey) return fault;
  const auto signature = decode(parts[2]);
  if (!signature) return JwtFault::Malformed;
  if (fault) return fault;
  if (*signature != code_of(secret.secret, parts[0] + '.' + parts[1])) return JwtFault::Signature;
  const auto claims_text = decode(parts[1]);
  const auto claims = claims_text ? parse(*claims_text, rules.depth) : std::nullopt;
  if (!claims) return JwtFault::Malformed;
  return judge_claims(*claims, rules, now);
}

}  // namespace saki::reference
