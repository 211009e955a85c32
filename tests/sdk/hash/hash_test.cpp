// SPDX-License-Identifier: Apache-2.0
#include "saki/hash.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

constexpr std::string_view kTwoBlocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

TEST(Sha256, TheVectorsOfFips180ComeOut) {
  EXPECT_EQ(Sha256::hex_of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256::hex_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256::hex_of(kTwoBlocks), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(Sha256::hex_of(std::string(1'000'000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Hash, TheOthersAreThoseOfFips180) {
  EXPECT_EQ(Sha1::hex_of("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(Sha1::hex_of(kTwoBlocks), "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  EXPECT_EQ(Sha384::hex_of("abc"), "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
  EXPECT_EQ(
      Sha512::hex_of("abc"),
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49"
      "f");
}

TEST(Hash, HowTheBytesAreCutMakesNoDifference) {
  const std::string text(300, 'x');
  for (std::size_t step = 1; step < 130; ++step) {
    Sha256 hash;
    Sha512 long_hash;
    for (std::size_t at = 0; at < text.size(); at += step) {
      hash.update(std::string_view(text).substr(at, step));
      long_hash.update(std::string_view(text).substr(at, step));
    }
    EXPECT_EQ(hash.hex(), Sha256::hex_of(text)) << step;
    EXPECT_EQ(long_hash.digest(), Sha512::of(text)) << step;
  }
}

TEST(Hash, BeginsAnewAfterADigest) {
  Sha256 hash;
  hash.update("something");
  static_cast<void>(hash.digest());
  hash.update("abc");
  EXPECT_EQ(hash.hex(), Sha256::hex_of("abc"));
}

TEST(Hash, GoesOnWhereItWasMovedTo) {
  Sha256 hash;
  hash.update("a");
  Sha256 moved = std::move(hash);
  moved.update("bc");
  EXPECT_EQ(moved.hex(), Sha256::hex_of("abc"));
}

}  // namespace
}  // namespace saki
