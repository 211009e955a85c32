// SPDX-License-Identifier: Apache-2.0
//
// Encoders and decoders against one another, and what they hold.
#include "saki/http/content_encoder.h"

#include <gtest/gtest.h>

#include <random>

#include "http/brotli_encoder.h"
#include "saki/http/encoder_pool.h"
#include "stack/http/coded_text.h"

namespace saki::http {
namespace {

using Then = ContentEncoder::Then;

// Words in random order: it shrinks, but not to nothing.
std::string sample_text(std::size_t size) {
  constexpr std::array<std::string_view, 8> kWords{"alpha", " ", "{\"key\":", "beta", "0123456789", "\n", "gamma-delta", "x"};
  std::mt19937 random(7);  // NOLINT(bugprone-random-generator-seed,cert-msc51-cpp): each run is the same.
  std::string text;
  while (text.size() < size) text += kWords[random() % kWords.size()];
  text.resize(size);
  return text;
}

class Codings : public testing::TestWithParam<ContentCoding> {};
INSTANTIATE_TEST_SUITE_P(All, Codings, testing::Values(ContentCoding::Gzip, ContentCoding::Brotli),
                         [](const auto& tested) { return tested.param == ContentCoding::Gzip ? "Gzip" : "Brotli"; });

TEST_P(Codings, GiveBackWhatWasPutIn) {
  for (const std::size_t size : {0U, 1U, 1000U, 16'384U, 300'000U, 2'000'000U}) {
    const std::string text = sample_text(size);
    const std::string coded = encoded(GetParam(), text);
    bool whole = false;
    EXPECT_TRUE(decoded(GetParam(), coded, &whole) == text) << size;
    EXPECT_TRUE(whole);
    if (size >= 1000) {
      EXPECT_LT(coded.size(), size / 2);
    }
  }
}

TEST_P(Codings, DoNotCareHowTheyAreCut) {
  const std::string text = sample_text(5000);
  const std::string coded = encoded(GetParam(), text);
  for (const std::size_t piece : {1U, 2U, 7U, 1000U}) {
    for (const std::size_t room : {1U, 3U, 4096U})
      EXPECT_EQ(decoded(GetParam(), coded, nullptr, piece, room), text) << piece << " " << room;
  }
}

TEST_P(Codings, WhatWasFlushedCanBeReadAtOnce) {
  const auto encoder = ContentEncoder::make(GetParam());
  std::string coded;
  std::string text;
  for (int i = 0; i < 20; ++i) {
    const std::string line = "event " + std::to_string(i) + "\n";
    text += line;
    encoder->encode(as_bytes(line), Then::Flush, coded);
    bool whole = true;
    EXPECT_EQ(decoded(GetParam(), coded, &whole), text);
    EXPECT_FALSE(whole);
  }
  encoder->encode({}, Then::End, coded);
  bool whole = false;
  EXPECT_EQ(decoded(GetParam(), coded, &whole), text);
  EXPECT_TRUE(whole);
}

TEST_P(Codings, AnEncoderThatStartsAnewKnowsNothingOfWhatWasBefore) {
  const auto encoder = ContentEncoder::make(GetParam());
  const std::string text = sample_text(20'000);
  std::string broken_off;
  encoder->encode(as_bytes(text), Then::More, broken_off);
  encoder->restart();
  std::string coded;
  encoder->encode(as_bytes(text), Then::End, coded);
  EXPECT_EQ(coded, encoded(GetParam(), text));
}

TEST_P(Codings, WhatIsCutShortIsNotWholeAndWhatIsChangedIsNoticed) {
  const std::string text = sample_text(3000);
  const std::string coded = encoded(GetParam(), text);
  for (std::size_t end = 0; end < coded.size(); ++end) {
    bool whole = true;
    EXPECT_TRUE(decoded(GetParam(), std::string_view(coded).substr(0, end), &whole));
    EXPECT_FALSE(whole) << end;
  }
  EXPECT_FALSE(decoded(GetParam(), coded + "junk"));
  EXPECT_FALSE(decoded(GetParam(), "\x1f\x8c nonsense \xff\xff"));
}

TEST(GzipDecoder, TakesSeveralMembersAsOneContent) {
  const std::string coded = encoded(ContentCoding::Gzip, "one ") + encoded(ContentCoding::Gzip, "") + encoded(ContentCoding::Gzip, "two");
  bool whole = false;
  EXPECT_EQ(decoded(ContentCoding::Gzip, coded, &whole, 1), "one two");
  EXPECT_TRUE(whole);
}

TEST(BrotliEncoder, HoldsNoMoreThanItsWindowAsksForAndKeepsThat) {
  BrotliEncoder encoder(4);
  const std::string text = sample_text(4'000'000);
  std::size_t held = 0;
  for (int round = 0; round < 5; ++round) {
    std::string coded;
    for (std::size_t at = 0; at < text.size(); at += 16'384) {
      encoder.encode(as_bytes(std::string_view(text).substr(at, 16'384)), Then::More, coded);
    }
    encoder.encode({}, Then::End, coded);
    if (round == 1) held = encoder.held_bytes();
    encoder.restart();
  }
  EXPECT_EQ(encoder.held_bytes(), held);
  EXPECT_LT(held, 2 * 1024 * 1024U);
}

TEST(EncoderPool, LendsSoManyAndKeepsAFew) {
  EncoderPool pool({}, 3);
  {
    std::vector<EncoderPool::Lease> leases;
    for (int i = 0; i < 3; ++i) leases.push_back(pool.take(ContentCoding::Gzip));
    for (const auto& lease : leases) EXPECT_TRUE(lease);
    EXPECT_EQ(pool.taken(), 3U);
    EXPECT_FALSE(pool.take(ContentCoding::Gzip));
    EXPECT_FALSE(pool.take(ContentCoding::Brotli));
    leases.back().encoder.reset();  // As when it was lost on a thread.
  }
  EXPECT_EQ(pool.taken(), 0U);
  EXPECT_EQ(pool.idle(), 2U);
}

TEST(EncoderPool, WhatIsIdleCanBeGivenUp) {
  EncoderPool pool({}, 2);
  const EncoderPool::Lease kept = pool.take(ContentCoding::Gzip);
  static_cast<void>(pool.take(ContentCoding::Brotli));
  EXPECT_EQ(pool.idle(), 1U);
  pool.give_up_idle();
  EXPECT_EQ(pool.idle(), 0U);
  EXPECT_EQ(pool.taken(), 1U);
  EXPECT_TRUE(kept.encoder);
  EXPECT_TRUE(pool.take(ContentCoding::Brotli));
}

TEST(EncoderPool, WhatItLendsIsAsNew) {
  EncoderPool pool({}, 1);
  std::string first;
  pool.take(ContentCoding::Gzip).encoder->encode(as_bytes("half of a text"), Then::More, first);
  EXPECT_EQ(pool.idle(), 1U);
  std::string second;
  pool.take(ContentCoding::Gzip).encoder->encode(as_bytes("another"), Then::End, second);
  EXPECT_EQ(second, encoded(ContentCoding::Gzip, "another"));
}

}  // namespace
}  // namespace saki::http
