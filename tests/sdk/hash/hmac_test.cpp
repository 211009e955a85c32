// SPDX-License-Identifier: Apache-2.0
#include "saki/hmac.h"

#include <gtest/gtest.h>

#include <string>

namespace saki {
namespace {

template <class Mac>
std::string hex_of(std::string_view key, std::string_view text) {
  return to_hex(Mac::of(key, text));
}

TEST(Hmac, TheVectorsOfRfc4231ComeOut) {
  const std::string key(20, '\x0b');
  EXPECT_EQ(hex_of<HmacSha256>(key, "Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hex_of<HmacSha384>(key, "Hi There"),
            "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6");
  EXPECT_EQ(
      hex_of<HmacSha512>("Jefe", "what do ya want for nothing?"),
      "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce73"
      "7");
  EXPECT_EQ(hex_of<HmacSha256>(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Hmac, TheVectorOfRfc2202ComesOut) {
  EXPECT_EQ(hex_of<HmacSha1>("Jefe", "what do ya want for nothing?"), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
}

TEST(Hmac, AnEmptyKeyIsOneOfItsOwn) {
  EXPECT_EQ(hex_of<HmacSha256>("", ""), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
  static_cast<void>(HmacSha256::of("Jefe", "x"));
  EXPECT_EQ(hex_of<HmacSha256>("", ""), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Hmac, PiecesAndRestartsKeepTheKey) {
  HmacSha256 mac("Jefe");
  for (int turn = 0; turn < 2; ++turn) {
    mac.update("what do ya want ");
    mac.update("for nothing?");
    EXPECT_EQ(mac.hex(), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }
}

TEST(Hmac, VerifyTakesTheWholeCodeAndNoOther) {
  auto code = HmacSha256::of("key", "text");
  EXPECT_TRUE(HmacSha256::verify("key", "text", code));
  EXPECT_FALSE(HmacSha256::verify("key", "text", ByteView(code).first(16)));
  EXPECT_FALSE(HmacSha256::verify("key", "text", {}));
  EXPECT_FALSE(HmacSha256::verify("kez", "text", code));
  code.back() ^= std::byte{1};
  EXPECT_FALSE(HmacSha256::verify("key", "text", code));
}

}  // namespace
}  // namespace saki
