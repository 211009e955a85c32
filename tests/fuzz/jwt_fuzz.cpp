// SPDX-License-Identifier: Apache-2.0
//
// A header, a line's end, claims: signed as they are, and judged as the slow reference judges the token. Or, when the last byte says so,
// any bytes as a token. That byte chooses the rules as well.
#include <memory>

#include "fuzz/controls.h"
#include "sdk/jwt/jwt_samples.h"
#include "sdk/jwt/reference_jwt.h"

namespace saki {
namespace {

JwtRules rules_of(std::size_t choice) {
  JwtRules rules;
  if ((choice & 1U) != 0) rules.issuer = "me";
  if ((choice & 2U) != 0) rules.audience = {"a", "b"};
  if ((choice & 4U) != 0) rules.needs_expiry = false;
  if ((choice & 8U) != 0) rules.type = "at+jwt";
  if ((choice & 16U) != 0) rules.algorithms = {JwtAlgorithm::Hs256, JwtAlgorithm::Es256};
  if ((choice & 32U) != 0) rules.depth = 2;
  return rules;
}

std::string token_from(std::string_view text, std::size_t choice, const JwtKey& key) {
  if ((choice & 64U) != 0) return std::string(text);
  const std::size_t line = std::min(text.find('\n'), text.size());
  return samples::token_of(text.substr(0, line), text.substr(std::min(line + 1, text.size())), key);
}

}  // namespace
}  // namespace saki

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saki;
  static const JwtKey kKey = JwtKey::of_secret(samples::kSecret, "k").value();
  static const JwtKeys kKeys = samples::keys_of(kKey);
  static const reference::Secret256 kSecret{std::string(samples::kSecret), "k"};

  http::Controls controls(data, size);
  const std::size_t choice = controls.number();
  const std::string token = token_from(controls.rest(), choice, kKey);
  // Memory of exactly the token's size, so that a sanitizer sees a read past its end.
  const auto memory = std::make_unique<char[]>(token.size());
  std::copy(token.begin(), token.end(), memory.get());

  const JwtRules rules = rules_of(choice);
  const Result<Jwt> actual = verify_jwt({memory.get(), token.size()}, kKeys, rules, samples::kNow);
  const auto expected = reference::judge_jwt(token, kSecret, rules, samples::kNow);
  http::require(actual.has_value() == !expected.has_value());
  if (expected) http::require(actual.error() == *expected);
  return 0;
}
