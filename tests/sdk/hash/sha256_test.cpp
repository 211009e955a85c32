// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "saki/hash.h"

namespace saki {
namespace {

std::string hex_of(std::string_view text) {
  Sha256 hash;
  hash.update(text);
  return hash.hex();
}

TEST(Sha256, TheVectorsOfFips180ComeOut) {
  EXPECT_EQ(hex_of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(hex_of(std::string(1'000'000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, HowTheBytesAreCutMakesNoDifference) {
  const std::string text(300, 'x');
  for (std::size_t step = 1; step < 130; ++step) {
    Sha256 hash;
    for (std::size_t at = 0; at < text.size(); at += step) hash.update(std::string_view(text).substr(at, step));
    EXPECT_EQ(hash.hex(), hex_of(text)) << step;
  }
}

TEST(Sha256, BeginsAnewAfterADigest) {
  Sha256 hash;
  hash.update("something");
  static_cast<void>(hash.digest());
  hash.update("abc");
  EXPECT_EQ(hash.hex(), hex_of("abc"));
}

}  // namespace
}  // namespace saki
