// SPDX-License-Identifier: Apache-2.0
#include "hash/sip_hash.h"

#include <gtest/gtest.h>

#include <string>

namespace saki {
namespace {

// The key of the paper's appendix A, bytes 00 to 0f, and texts whose bytes count up from 00.
const SipHash kPaper(SipHash::Key{0x0706050403020100, 0x0f0e0d0c0b0a0908});

std::string counting(char length) {
  std::string text;
  for (char byte = 0; byte < length; ++byte) text += byte;
  return text;
}

TEST(SipHash, IsThatOfThePaperAndOfItsReference) {
  EXPECT_EQ(kPaper(counting(15)), 0xa129ca6149be45e5);
  EXPECT_EQ(kPaper(""), 0x726fdb47dd0e0e31);
  EXPECT_EQ(kPaper(counting(1)), 0x74f839c593dc67fd);
  EXPECT_EQ(kPaper(counting(8)), 0x93f5f5799a932462);
}

TEST(SipHash, IsAnotherUnderEachKey) { EXPECT_NE(SipHash::with_random_key()("lobby"), SipHash::with_random_key()("lobby")); }

}  // namespace
}  // namespace saki
