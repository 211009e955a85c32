// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "saki/jwt_keys.h"
#include "sdk/jwt/jwt_samples.h"

namespace saki {
namespace {

// The examples of RFC 7515 appendix A and RFC 8037 appendix A.2.
constexpr const char* kRsaKey =
    R"({"kty":"RSA","kid":"rsa","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"})";
constexpr const char* kEcKey =
    R"({"kty":"EC","kid":"ec","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})";
constexpr const char* kEdKey = R"({"kty":"OKP","kid":"ed","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";
constexpr std::string_view kJoe = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

std::string set_of(const std::string& keys) { return R"({"keys":[)" + keys + "]}"; }

bool verifies(const JwtKeys& keys, const std::string& text, std::string_view signature) {
  return keys.all().front().verifies(text, from_base64url(signature).value());
}

TEST(JwkSet, TheKeysOfTheRfcsVerifyTheirSignatures) {
  EXPECT_TRUE(verifies(
      JwtKeys::of_set(set_of(kRsaKey)).value(), "eyJhbGciOiJSUzI1NiJ9." + std::string(kJoe),
      "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAyn"
      "RFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnv"
      "Wh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"));
  EXPECT_TRUE(verifies(JwtKeys::of_set(set_of(kEcKey)).value(), "eyJhbGciOiJFUzI1NiJ9." + std::string(kJoe),
                       "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"));
  EXPECT_TRUE(verifies(JwtKeys::of_set(set_of(kEdKey)).value(), "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
                       "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"));
}

TEST(JwkSet, KeysAreFoundByAlgorithmAndId) {
  const JwtKeys keys = JwtKeys::of_set(set_of(std::string(kRsaKey) + ',' + kEcKey + ',' + kEdKey)).value();
  ASSERT_EQ(keys.all().size(), 3U);
  EXPECT_EQ(keys.find(JwtAlgorithm::Es256, "ec").size(), 1U);
  EXPECT_EQ(keys.find(JwtAlgorithm::Es256, "rsa").size(), 0U);
  EXPECT_EQ(keys.find(JwtAlgorithm::Rs256, std::nullopt).size(), 1U);
  EXPECT_EQ(keys.find(JwtAlgorithm::Hs256, std::nullopt).size(), 0U);
}

TEST(JwkSet, KeysThatAreForSomethingElseAreLeftOut) {
  const std::string others =
      R"({"kty":"RSA","use":"enc","n":"AQAB","e":"AQAB"},{"kty":"EC","crv":"P-521","x":"AQ","y":"AQ"},{"kty":"OKP","crv":"X25519","x":"AQ"},{"kty":"new"})";
  EXPECT_EQ(JwtKeys::of_set(set_of(others)).error(), JwtKeyFault::NoneOfUse);
  EXPECT_EQ(JwtKeys::of_set(set_of(others + ',' + kEcKey)).value().all().size(), 1U);
  std::string other_algorithm = kRsaKey;
  other_algorithm.insert(1, R"("alg":"PS256",)");
  EXPECT_EQ(JwtKeys::of_set(set_of(other_algorithm)).error(), JwtKeyFault::NoneOfUse);
}

TEST(JwkSet, AKeyIsForTheOperationsItNames) {
  const auto with = [](const char* operations) {
    std::string key = kEcKey;
    return set_of(key.insert(1, std::string(R"("key_ops":)") + operations + ","));
  };
  for (const char* others : {R"(["encrypt"])", R"(["sign"])", "[]", "7", R"("x")", R"({"a":"b"})"})
    EXPECT_EQ(JwtKeys::of_set(with(others)).error(), JwtKeyFault::NoneOfUse) << others;
  EXPECT_EQ(JwtKeys::of_set(with(R"(["sign","verify"])")).value().all().size(), 1U);
}

TEST(JwkSet, APointThatIsNotOnTheCurveIsNoKey) {
  std::string moved = kEcKey;
  moved.replace(moved.find("x_FE"), 4, "y_FE");
  EXPECT_EQ(JwtKeys::of_set(set_of(moved)).error(), JwtKeyFault::NoneOfUse);
}

TEST(JwkSet, WhatIsNoSetIsRefused) {
  for (const char* text : {"", "[]", "{}", R"({"keys":{}})", R"({"keys":[7]})", R"({"keys":[],"keys":[]})", R"({"keys":[]} x)"}) {
    EXPECT_EQ(JwtKeys::of_set(text).error(), JwtKeyFault::Malformed) << text;
  }
  EXPECT_EQ(JwtKeys::of_set(R"({"keys":[]})").error(), JwtKeyFault::NoneOfUse);
  EXPECT_EQ(JwtKeys::of_set(set_of(R"({"kty":"oct","k":"c2hvcnQ"})")).error(), JwtKeyFault::Weak);
  EXPECT_EQ(JwtKeys::of_set(set_of(std::string(kEcKey) + ',' + kEcKey)).error(), JwtKeyFault::Twice);
}

TEST(JwkSet, TheNumberOfKeysIsBounded) {
  std::string many;
  for (std::size_t count = 0; count <= JwtKeys::kMost; ++count) {
    many += (count == 0 ? "" : ",") + std::string(R"({"kty":"oct","kid":")") + std::to_string(count) + R"(","k":")" +
            to_base64url(std::string(32, 'k')) + "\"}";
  }
  EXPECT_EQ(JwtKeys::of_set(set_of(many)).error(), JwtKeyFault::TooMany);
}

}  // namespace
}  // namespace saki
