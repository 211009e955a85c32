// SPDX-License-Identifier: Apache-2.0
//
// What is tried with tokens to be taken for somebody else; docs/security.md names these tests.
#include <gtest/gtest.h>

#include "sdk/jwt/jwt_samples.h"

namespace saki {
namespace {

using namespace samples;

const std::string kGood = R"({"sub":"ada","exp":1795262460})";

JwtKey hs256(std::string id = {}) { return JwtKey::of_secret(kSecret, std::move(id)).value(); }

Error fault_of(std::string_view token, const JwtKeys& keys, const JwtRules& rules = {}) {
  const Result<Jwt> read = verify_jwt(token, keys, rules, kNow);
  return read ? Error(BasicError::Invalid) : read.error();
}

TEST(JwtThreats, NoneIsNoAlgorithm) {
  const JwtKeys keys = keys_of(hs256());
  for (const char* none : {"none", "None", "NONE", "nOnE", "", "HS256 ", "hs256"}) {
    const std::string header = R"({"alg":")" + std::string(none) + "\"}";
    EXPECT_EQ(fault_of(token_of(header, kGood, hs256()), keys), JwtFault::Algorithm) << none;
    EXPECT_EQ(fault_of(to_base64url(header) + '.' + to_base64url(kGood) + '.', keys), JwtFault::Algorithm) << none;
  }
  for (const char* header : {"{}", R"({"alg":null})", R"({"alg":["HS256"]})"}) {
    EXPECT_EQ(fault_of(token_of(header, kGood, hs256()), keys), JwtFault::Algorithm) << header;
  }
  EXPECT_EQ(fault_of(to_base64url(R"({"alg":"HS256"})") + '.' + to_base64url(kGood) + '.', keys), JwtFault::Signature);
}

// The public key is public: were it taken for a secret, everybody could sign.
TEST(JwtThreats, APublicKeyIsNeverASharedSecret) {
  const JwtKey forged = JwtKey::of_secret(kRsaPublic).value();
  const std::string token = token_of(R"({"alg":"HS256"})", kGood, forged);
  EXPECT_EQ(fault_of(token, keys_of(JwtKey::of_pem(kRsaPublic).value())), JwtFault::UnknownKey);
  EXPECT_EQ(fault_of(token, keys_of(JwtKey::of_pem(kRsaPublic).value()), {.algorithms = {JwtAlgorithm::Rs256}}), JwtFault::Algorithm);
  JwtKeys both = keys_of(JwtKey::of_pem(kRsaPublic).value());
  both.add(hs256()).value();
  EXPECT_EQ(fault_of(token, both), JwtFault::Signature);
}

TEST(JwtThreats, AKeyVerifiesByNoOtherAlgorithmThanItsOwn) {
  const JwtKey keys[] = {hs256(), JwtKey::of_pem(kRsa).value(), JwtKey::of_pem(kP256).value(), JwtKey::of_pem(kEd25519).value()};
  for (const JwtKey& key : keys) {
    for (const char* other : {"HS256", "RS256", "ES256", "EdDSA", "PS256", "RS512", "ES384", "HS512"}) {
      if (other == name_of(key.algorithm())) continue;
      const std::string token = token_of(R"({"alg":")" + std::string(other) + "\"}", kGood, key);
      const Error fault = fault_of(token, keys_of(key));
      EXPECT_TRUE(fault == JwtFault::UnknownKey || fault == JwtFault::Algorithm) << other << ": " << fault.text();
    }
  }
}

TEST(JwtThreats, AnAlgorithmThatIsNotAllowedIsRefusedThoughThereIsAKey) {
  const JwtKey key = JwtKey::of_pem(kP256).value();
  EXPECT_EQ(fault_of(sign_jwt(kGood, key), keys_of(key), {.algorithms = {JwtAlgorithm::Rs256}}), JwtFault::Algorithm);
}

// It is compared with the ids of the keys there are, and is no path, no address and no pattern.
TEST(JwtThreats, AKeyIdIsAnExactLookUp) {
  const JwtKeys keys = keys_of(hs256("key-1"));
  for (const char* id :
       {"../../dev/null", "/dev/null", "KEY-1", "key-1 ", "key-1\\u0000", "key", "*", "", "' or '1'='1", "http://evil.example/key"}) {
    const std::string token = token_of(R"({"alg":"HS256","kid":")" + std::string(id) + "\"}", kGood, hs256());
    EXPECT_EQ(fault_of(token, keys), JwtFault::UnknownKey) << id;
  }
  EXPECT_EQ(fault_of(token_of(R"({"alg":"HS256","kid":7})", kGood, hs256()), keys), JwtFault::Malformed);
  EXPECT_TRUE(verify_jwt(token_of(R"({"alg":"HS256","kid":"key-1"})", kGood, hs256()), keys, {}, kNow));
}

TEST(JwtThreats, AKeyWithinTheTokenItselfIsNotLookedAt) {
  const JwtKey own = JwtKey::of_secret("another secret of thirty-two bytes!!").value();
  const std::string jwk = R"("jwk":{"kty":"oct","k":")" + to_base64url("another secret of thirty-two bytes!!") + "\"}";
  for (const std::string& member :
       {jwk, std::string(R"("jku":"https://evil.example/keys")"), std::string(R"("x5u":"file:///etc/passwd")")}) {
    EXPECT_EQ(fault_of(token_of(R"({"alg":"HS256",)" + member + "}", kGood, own), keys_of(hs256())), JwtFault::Signature);
  }
}

TEST(JwtThreats, AnExpiredTokenIsRefused) {
  EXPECT_EQ(fault_of(token_of(R"({"alg":"HS256"})", R"({"exp":1795262000})", hs256()), keys_of(hs256())), JwtFault::Expired);
}

TEST(JwtThreats, ATokenForSomebodyElseIsRefused) {
  const std::string for_mail = R"({"exp":1795262460,"aud":"mail"})";
  const std::string token = token_of(R"({"alg":"HS256"})", for_mail, hs256());
  EXPECT_EQ(fault_of(token, keys_of(hs256()), {.audience = {"notes"}}), JwtFault::Audience);
  EXPECT_EQ(fault_of(token, keys_of(hs256())), JwtFault::Audience);  // Whoever has no name is not meant.
}

TEST(JwtThreats, ATokenOfAnotherIssuerIsRefused) {
  const JwtRules rules{.issuer = "https://id.example"};
  for (const char* claims : {R"({"exp":1795262460,"iss":"https://id.example/"})", R"({"exp":1795262460,"iss":"https://evil.example"})",
                             R"({"exp":1795262460})"}) {
    EXPECT_EQ(fault_of(token_of(R"({"alg":"HS256"})", claims, hs256()), keys_of(hs256()), rules), JwtFault::Issuer) << claims;
  }
}

TEST(JwtThreats, ACriticalExtensionIsRefusedWhateverItSays) {
  for (const char* critical : {R"(["exp"])", R"(["b64"])", "[]", "null", "\"\""}) {
    const std::string header = R"({"alg":"HS256","b64":true,"crit":)" + std::string(critical) + "}";
    EXPECT_EQ(fault_of(token_of(header, kGood, hs256()), keys_of(hs256())), JwtFault::Critical) << critical;
  }
}

TEST(JwtThreats, AHugeTokenIsRefusedBeforeItIsRead) {
  const std::string claims = R"({"exp":1795262460,"x":")" + std::string(8192, 'a') + "\"}";
  EXPECT_EQ(fault_of(token_of(R"({"alg":"HS256"})", claims, hs256()), keys_of(hs256())), JwtFault::TooLong);
  EXPECT_EQ(fault_of(std::string(1 << 20, '.'), keys_of(hs256())), JwtFault::TooLong);
}

TEST(JwtThreats, ClaimsNestedTooDeeplyAreRefused) {
  const std::string nested = R"({"exp":1795262460,"x":)" + std::string(8, '[') + std::string(8, ']') + "}";
  EXPECT_EQ(fault_of(token_of(R"({"alg":"HS256"})", nested, hs256()), keys_of(hs256())), JwtFault::Malformed);
}

TEST(JwtThreats, AMemberThatComesTwiceIsRefused) {
  const JwtKeys keys = keys_of(hs256());
  EXPECT_EQ(fault_of(token_of(R"({"alg":"HS256","alg":"HS256"})", kGood, hs256()), keys), JwtFault::Malformed);
  EXPECT_EQ(fault_of(token_of(R"({"alg":"HS256"})", R"({"sub":"ada","exp":1795262460,"sub":"eve"})", hs256()), keys), JwtFault::Malformed);
  EXPECT_EQ(fault_of(token_of(R"({"alg":"HS256"})", R"({"exp":1795262460,"a":{"b":1,"\u0062":2}})", hs256()), keys), JwtFault::Malformed);
}

TEST(JwtThreats, TrailingGarbageAndOtherSpellingsAreRefused) {
  const JwtKeys keys = keys_of(hs256());
  const std::string good = sign_jwt(kGood, hs256());
  ASSERT_TRUE(verify_jwt(good, keys, {}, kNow));
  for (const std::string& bad :
       {good + "=", good + "A", good + ".", good + ".AAAA", good + " ", " " + good, good + "\n", "." + good, good + std::string(1, '\0')}) {
    EXPECT_FALSE(verify_jwt(bad, keys, {}, kNow)) << bad;
  }
  // A last digit whose unused bits are set stands for the same bytes in careless readers.
  std::string bits = good;
  bits.back() = static_cast<char>(bits.back() + 1);
  EXPECT_EQ(fault_of(bits, keys), JwtFault::Malformed);
}

TEST(JwtThreats, OneChangedByteIsNoticedByEveryAlgorithm) {
  for (const JwtKey& key : {hs256(), JwtKey::of_pem(kRsa).value(), JwtKey::of_pem(kP256).value(), JwtKey::of_pem(kEd25519).value()}) {
    const std::string good = sign_jwt(kGood, key);
    const std::size_t claims = good.find('.') + 1;
    std::string changed = good;
    changed.replace(claims, good.rfind('.') - claims, to_base64url(R"({"sub":"eve","exp":1795262460})"));
    EXPECT_EQ(fault_of(changed, keys_of(key)), JwtFault::Signature) << name_of(key.algorithm());
    const std::string text = good.substr(0, good.rfind('.') + 1);
    const std::string signature = from_base64url(good.substr(text.size())).value();
    EXPECT_EQ(fault_of(text + to_base64url(signature.substr(1)), keys_of(key)), JwtFault::Signature) << name_of(key.algorithm());
    EXPECT_EQ(fault_of(text, keys_of(key)), JwtFault::Signature) << name_of(key.algorithm());
  }
}

// Two zeros satisfied verifiers that did not look whether the numbers are within the group (CVE-2022-21449).
TEST(JwtThreats, ASignatureOfZerosIsNone) {
  const JwtKey key = JwtKey::of_pem(kP256Public).value();
  const std::string text = to_base64url(R"({"alg":"ES256"})") + '.' + to_base64url(kGood);
  EXPECT_EQ(fault_of(text + '.' + to_base64url(std::string(64, '\0')), keys_of(key)), JwtFault::Signature);
}

}  // namespace
}  // namespace saki
