// SPDX-License-Identifier: Apache-2.0
#include "jwt/jwt_claims.h"

#include <algorithm>

#include "web/planted_bug.h"

namespace saki {
namespace {

bool has_kind(const Json& claims, const char* name, bool (Json::*is_kind)() const noexcept) {
  const auto claim = claims.find(name);
  return claim == claims.end() || ((*claim).*is_kind)();
}

// One audience stands by itself, several in a list.
bool is_audience(const Json& value) {
  const auto is_text = [](const Json& each) { return each.is_string(); };
  return value.is_string() || (value.is_array() && std::ranges::all_of(value, is_text));
}

bool has_right_kinds(const Json& claims) {
  for (const char* name : {"exp", "nbf", "iat"}) {
    if (!has_kind(claims, name, &Json::is_number)) return false;
  }
  for (const char* name : {"sub", "iss"}) {
    if (!has_kind(claims, name, &Json::is_string)) return false;
  }
  return !claims.contains("aud") || is_audience(claims["aud"]);
}

// Seconds since 1970. Whole ones alone would lose what a token may say: fractions.
double seconds_of(Timestamp time) { return static_cast<double>(time.time().time_since_epoch().count()) / 1e6; }

std::optional<JwtFault> judge_time(const Json& claims, const JwtRules& rules, Timestamp time) {
  const double now = seconds_of(time);
  const auto skew = static_cast<double>(rules.skew.count());
  if (!claims.contains("exp") && rules.needs_expiry) return JwtFault::Claims;
  if (claims.contains("exp") && now >= claims["exp"].get<double>() + skew) return JwtFault::Expired;
  for (const char* name : {"nbf", "iat"}) {
    if (claims.contains(name) && claims[name].get<double>() > now + skew && !kBugPlanted) return JwtFault::NotYet;
  }
  return std::nullopt;
}

bool is_for(const Json& claims, const std::vector<std::string>& audience) {
  if (!claims.contains("aud")) return audience.empty();
  const Json& named = claims["aud"];
  const auto is_named = [&](const std::string& each) {
    return named.is_array() ? std::ranges::find(named, Json(each)) != named.end() : named == each;
  };
  return std::ranges::any_of(audience, is_named);
}

}  // namespace

std::optional<JwtFault> judge_claims(const Json& claims, const JwtRules& rules, Timestamp now) {
  if (!has_right_kinds(claims)) return JwtFault::Claims;
  if (const auto fault = judge_time(claims, rules, now)) return fault;
  if (!rules.issuer.empty() && (!claims.contains("iss") || claims["iss"] != rules.issuer)) return JwtFault::Issuer;
  if (!is_for(claims, rules.audience)) return JwtFault::Audience;
  return std::nullopt;
}

}  // namespace saki
