// SPDX-License-Identifier: Apache-2.0
#include "saki/jwt_key.h"

#include <gtest/gtest.h>

#include "sdk/jwt/jwt_samples.h"

namespace saki {
namespace {

using namespace samples;

TEST(JwtKey, ItsKindSaysWhichAlgorithmItIsFor) {
  EXPECT_EQ(JwtKey::of_pem(kRsa).value().algorithm(), JwtAlgorithm::Rs256);
  EXPECT_EQ(JwtKey::of_pem(kP256Public).value().algorithm(), JwtAlgorithm::Es256);
  EXPECT_EQ(JwtKey::of_pem(kEd25519).value().algorithm(), JwtAlgorithm::EdDsa);
  EXPECT_EQ(JwtKey::of_secret(kSecret).value().algorithm(), JwtAlgorithm::Hs256);
}

TEST(JwtKey, APublicHalfVerifiesWhatThePrivateOneSigned) {
  for (const auto& [whole, half] : {std::pair(kRsa, kRsaPublic), std::pair(kP256, kP256Public), std::pair(kEd25519, kEd25519Public)}) {
    const JwtKey signer = JwtKey::of_pem(whole).value();
    const JwtKey verifier = JwtKey::of_pem(half).value();
    EXPECT_TRUE(signer.can_sign());
    EXPECT_FALSE(verifier.can_sign());
    const std::string signature = signer.sign("a text");
    EXPECT_TRUE(verifier.verifies("a text", signature));
    EXPECT_FALSE(verifier.verifies("b text", signature));
    EXPECT_FALSE(verifier.verifies("a text", ""));
  }
}

TEST(JwtKey, WeakOrForeignKeysAreRefused) {
  EXPECT_EQ(JwtKey::of_secret(std::string(31, 'a')).error(), JwtKeyFault::Weak);
  EXPECT_TRUE(JwtKey::of_secret(std::string(32, 'a')));
  EXPECT_EQ(JwtKey::of_pem("").error(), JwtKeyFault::Malformed);
  EXPECT_EQ(JwtKey::of_pem("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n").error(), JwtKeyFault::Malformed);
  EXPECT_EQ(JwtKey::of_pem(R"(-----BEGIN PUBLIC KEY-----
MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEhsmqE75S3Le1qElxBsACX1anOft7WSrM
yxFH90s/tDqGci9SWJIhI948+sw4bgBn78Rv9Q5cyG+XJh8NCrdapf86ghZv/pCi
buHFPOADQnUpbVoauhejhpNyZ3KvO/Ee
-----END PUBLIC KEY-----
)")
                .error(),
            JwtKeyFault::Unsupported);
  EXPECT_EQ(JwtKey::of_pem(R"(-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDfRImcCL57Gw6z7FQmPqOeiLEW
ZQDD23UeD3SClGBw4bPCIeF3vuNpgq9V+OPdJ5T8jiiyLrMkuuB3Wev2nA+zyfvR
TNiL2uBoPOJV4Wk/cYq0pZJraLMpRjA8oQsaAZ6tfAKAgvMpc/f7vYRT2/kYFpW3
Xz6LTjvy+VAxVemu7QIDAQAB
-----END PUBLIC KEY-----
)")
                .error(),
            JwtKeyFault::Weak);
}

}  // namespace
}  // namespace saki
