// SPDX-License-Identifier: Apache-2.0
#include "saki/jwt.h"

#include <gtest/gtest.h>

#include <random>

#include "sdk/jwt/jwt_samples.h"
#include "sdk/jwt/reference_jwt.h"

namespace saki {
namespace {

using namespace samples;

JwtKey hs256(std::string id = {}) { return JwtKey::of_secret(kSecret, std::move(id)).value(); }

Json claims_for(std::string_view subject) { return {{"sub", subject}, {"exp", kNowSeconds + 60}}; }

Result<Jwt> verify(const Json& claims, const JwtRules& rules) {
  return verify_jwt(sign_jwt(to_text(claims), hs256()), keys_of(hs256()), rules, kNow);
}

Error fault_of(const Json& claims, const JwtRules& rules = {}) { return verify(claims, rules).error(); }

TEST(Jwt, WhatWasSignedIsReadBackByEveryAlgorithm) {
  const JwtKey keys[] = {hs256("k"), JwtKey::of_pem(kRsa, "k").value(), JwtKey::of_pem(kP256, "k").value(),
                         JwtKey::of_pem(kEd25519, "k").value()};
  for (const JwtKey& key : keys) {
    const Result<Jwt> read = verify_jwt(sign_jwt(to_text(claims_for("ada")), key), keys_of(key), {}, kNow);
    ASSERT_TRUE(read) << name_of(key.algorithm()) << ": " << read.error().text();
    EXPECT_EQ(parse_json(read->claims).value(), claims_for("ada"));
    EXPECT_EQ(parse_json(read->header).value(), Json({{"alg", name_of(key.algorithm())}, {"typ", "JWT"}, {"kid", "k"}}));
  }
}

TEST(Jwt, AnExampleOfTheRfcIsReadInItsTime) {  // RFC 7519 section 3.1, with the key of RFC 7515 appendix A.1.
  const auto keys = JwtKeys::of_set(
      R"({"keys":[{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}]})");
  const std::string_view token =
      "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
      "cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  const JwtRules rules{.issuer = "joe"};
  const auto read = verify_jwt(token, keys.value(), rules, Timestamp::parse("2011-03-22T18:00:00Z").value());
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(parse_json(read->claims).value()["http://example.com/is_root"], true);
  EXPECT_EQ(verify_jwt(token, keys.value(), rules, kNow).error(), JwtFault::Expired);
}

TEST(Jwt, TimeCountsWithTheSkewAndNotOneMore) {
  const JwtRules rules{.skew = std::chrono::seconds(30)};
  EXPECT_TRUE(verify({{"exp", kNowSeconds - 29}}, rules));
  EXPECT_EQ(fault_of({{"exp", kNowSeconds - 30}}, rules), JwtFault::Expired);
  EXPECT_TRUE(verify({{"exp", static_cast<double>(kNowSeconds) - 29.5}}, rules));
  EXPECT_TRUE(verify({{"exp", kNowSeconds + 60}, {"nbf", kNowSeconds + 30}}, rules));
  EXPECT_EQ(fault_of({{"exp", kNowSeconds + 60}, {"nbf", kNowSeconds + 31}}, rules), JwtFault::NotYet);
  EXPECT_EQ(fault_of({{"exp", kNowSeconds + 60}, {"iat", kNowSeconds + 31}}, rules), JwtFault::NotYet);
}

TEST(Jwt, ATokenWithoutEndIsTakenOnlyWhereTheRulesSaySo) {
  EXPECT_EQ(fault_of({{"sub", "ada"}}), JwtFault::Claims);
  EXPECT_TRUE(verify({{"sub", "ada"}}, {.needs_expiry = false}));
}

TEST(Jwt, ClaimsThatHaveAMeaningAreOfTheRightKind) {
  const std::int64_t later = kNowSeconds + 60;
  for (const Json& claims : {Json{{"exp", "1795262460"}}, Json{{"exp", later}, {"nbf", nullptr}}, Json{{"exp", later}, {"sub", 7}},
                             Json{{"exp", later}, {"iss", Json::array()}}, Json{{"exp", later}, {"aud", 7}},
                             Json{{"exp", later}, {"aud", Json::array({"a", 7})}}}) {
    EXPECT_EQ(fault_of(claims, {.audience = {"a"}}), JwtFault::Claims) << claims;
  }
}

TEST(Jwt, AnAudienceIsOneOrOneOfSeveral) {
  const std::int64_t later = kNowSeconds + 60;
  const JwtRules rules{.audience = {"notes", "mail"}};
  EXPECT_TRUE(verify({{"exp", later}, {"aud", "mail"}}, rules));
  EXPECT_TRUE(verify({{"exp", later}, {"aud", Json::array({"other", "notes"})}}, rules));
  EXPECT_EQ(fault_of({{"exp", later}, {"aud", Json::array()}}, rules), JwtFault::Audience);
  EXPECT_EQ(fault_of({{"exp", later}}, rules), JwtFault::Audience);
}

TEST(Jwt, ATypeIsComparedAsMediaTypesAre) {
  const JwtRules rules{.type = "at+jwt"};
  const std::string claims = to_text(claims_for("ada"));
  for (const char* type : {"at+jwt", "AT+JWT", "application/at+jwt"}) {
    EXPECT_TRUE(
        verify_jwt(token_of(R"({"alg":"HS256","typ":")" + std::string(type) + "\"}", claims, hs256()), keys_of(hs256()), rules, kNow));
  }
  EXPECT_EQ(verify_jwt(sign_jwt(to_text(claims_for("ada")), hs256()), keys_of(hs256()), rules, kNow).error(), JwtFault::Type);
}

// Tokens put together from fitting and unfitting parts, and then damaged here and there.
TEST(Jwt, RandomTokensAreJudgedAsTheReferenceDoes) {
  const std::vector<std::string> headers{
      R"({"alg":"HS256"})", R"({"alg":"HS256","kid":"k"})", R"({"alg":"HS256","kid":"K"})",     R"({"alg":"none"})",
      R"({"alg":"RS256"})", R"({"alg":"HS256","crit":[]})", R"({"alg":"HS256","alg":"HS256"})", R"({"typ":"JWT","alg":"HS256"})",
      R"(["HS256"])"};
  const std::vector<std::string> claims{R"({"exp":1795262460})",
                                        R"({"exp":1795262390,"aud":"a"})",
                                        R"({"exp":1e10,"nbf":1795262500})",
                                        R"({"exp":1795262460,"iss":"i","aud":["b","a"]})",
                                        R"({"exp":1795262460,"x":[[[[[[[[1]]]]]]]]})",
                                        R"({"exp":1795262460,"exp":1795262460})",
                                        R"({"iat":1e400})",
                                        R"({"exp":1795262460,"aud":[1]})"};
  const reference::Secret256 secret{std::string(kSecret), "k"};
  const JwtKeys keys = keys_of(hs256("k"));
  std::mt19937 random(7);
  const auto pick = [&](const auto& list) { return list[random() % list.size()]; };
  for (int round = 0; round < 20000; ++round) {
    std::string token = token_of(pick(headers), pick(claims), hs256());
    if (random() % 2 == 0) token[random() % token.size()] = static_cast<char>(random() % 128);
    const JwtRules rules{.issuer = random() % 2 == 0 ? "" : "i",
                         .audience = random() % 2 == 0 ? std::vector<std::string>{} : std::vector<std::string>{"a"},
                         .needs_expiry = random() % 2 == 0};
    const Result<Jwt> actual = verify_jwt(token, keys, rules, kNow);
    const auto expected = reference::judge_jwt(token, secret, rules, kNow);
    ASSERT_EQ(actual.has_value(), !expected.has_value()) << token;
    if (expected) {
      ASSERT_EQ(actual.error(), *expected) << token;
    }
  }
}

}  // namespace
}  // namespace saki
