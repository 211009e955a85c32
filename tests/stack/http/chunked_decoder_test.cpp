// SPDX-License-Identifier: Apache-2.0
#include "http/chunked_decoder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

#include "stack/http/cuts.h"
#include "stack/http/reference_chunks.h"

namespace saki::http {
namespace {

using namespace std::string_view_literals;
using reference::Body;
using reference::decode_chunks_in_pieces;

constexpr std::uint64_t kBodyLimit = 1000;

struct ChunkSample {
  std::string_view bytes;
  std::string_view data;
  Refusal refusal = Refusal::None;
};

// Chunked bodies as they come over the wire (RFC 9112 section 7.1).
constexpr std::array kChunkSamples{
    ChunkSample{"0\r\n\r\n", ""},
    ChunkSample{"5\r\nhello\r\n0\r\n\r\n", "hello"},
    ChunkSample{"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\nGET / HTTP/1.1\r\n", "hello world"},
    ChunkSample{"00A\r\n0123456789\r\n000\r\n\r\n", "0123456789"},
    ChunkSample{"a;b\r\n0123456789\r\n0;c=d;e=\"f\\\"g\"\r\n\r\n", "0123456789"},
    ChunkSample{"1 ;\ta = b ; c\r\nx\r\n0\r\n\r\n", "x"},
    ChunkSample{"1;a=\"\" ;b\r\nx\r\n0\r\n\r\n", "x"},
    ChunkSample{"1\r\nx\r\n0\r\nExpires: never\r\nX-Empty:\r\n\r\n", "x"},
    ChunkSample{"", ""},
    ChunkSample{"\r\n0\r\n\r\n", "", Refusal::MalformedChunk},
    ChunkSample{"x\r\n", "", Refusal::MalformedChunk},
    ChunkSample{"-1\r\n", "", Refusal::MalformedChunk},
    ChunkSample{"+1\r\nx\r\n", "", Refusal::MalformedChunk},
    ChunkSample{"0x1\r\nx\r\n", "", Refusal::MalformedChunk},
    ChunkSample{" 1\r\nx\r\n", "", Refusal::MalformedChunk},
    ChunkSample{"1 \r\nx\r\n", "", Refusal::MalformedChunk},
    ChunkSample{"1_0\r\nx\r\n", "", Refusal::MalformedChunk},
    ChunkSample{"1\nx\r\n0\r\n\r\n", "", Refusal::MalformedChunk},
    ChunkSample{"1\rx", "", Refusal::MalformedChunk},
    ChunkSample{"1;\r\nx", "", Refusal::MalformedChunk},
    ChunkSample{"1;a=\r\nx", "", Refusal::MalformedChunk},
    ChunkSample{"1;a \r\nx", "", Refusal::MalformedChunk},
    ChunkSample{"1;a=b \r\nx", "", Refusal::MalformedChunk},
    ChunkSample{"1;a=\"b\r\n\"\r\nx", "", Refusal::MalformedChunk},
    ChunkSample{"1;a=\"b\"c\r\nx", "", Refusal::MalformedChunk},
    ChunkSample{"1;a\nx\r\n0\r\n\r\n", "", Refusal::MalformedChunk},
    ChunkSample{"1;\0\r\nx"sv, "", Refusal::MalformedChunk},
    ChunkSample{"1\r\nxy\r\n0\r\n\r\n", "x", Refusal::MalformedChunk},
    ChunkSample{"1\r\nx\n0\r\n\r\n", "x", Refusal::MalformedChunk},
    ChunkSample{"1\r\nx\r0\r\n\r\n", "x", Refusal::MalformedChunk},
    ChunkSample{"1\r\nx0\r\n\r\n", "x", Refusal::MalformedChunk},
    ChunkSample{"7fffffffffffffff\r\n", "", Refusal::BodyTooLarge},
    ChunkSample{"8000000000000000\r\n", "", Refusal::MalformedChunk},
    ChunkSample{"ffffffffffffffff1\r\n", "", Refusal::MalformedChunk},
    ChunkSample{"3e9\r\n", "", Refusal::BodyTooLarge},
    ChunkSample{"0\r\nA b: c\r\n\r\n", "", Refusal::MalformedTrailer},
    ChunkSample{"0\r\n: c\r\n\r\n", "", Refusal::MalformedTrailer},
    ChunkSample{"0\r\nA: b\n\r\n", "", Refusal::MalformedTrailer},
    ChunkSample{"0\r\nA: b\r\n c\r\n\r\n", "", Refusal::MalformedTrailer},
    ChunkSample{"0\r\n\n", "", Refusal::MalformedTrailer},
    ChunkSample{"0\r\n\rx", "", Refusal::MalformedTrailer},
};

TEST(ChunkedDecoder, EverySampleIsDecodedAsItsTableSays) {
  for (const ChunkSample& sample : kChunkSamples) {
    const Body body = decode_chunks_in_pieces(sample.bytes, {}, kBodyLimit, {});
    EXPECT_EQ(body.refusal, sample.refusal) << sample.bytes;
    EXPECT_EQ(body.data, sample.data) << sample.bytes;
    EXPECT_EQ(body.done, sample.refusal == Refusal::None && !sample.bytes.empty()) << sample.bytes;
  }
}

TEST(ChunkedDecoder, AgreesWithTheReferenceHoweverTheBytesAreCut) {
  for (const ChunkSample& sample : kChunkSamples) {
    const Body expected = reference::decode_chunks(sample.bytes, {}, kBodyLimit);
    EXPECT_EQ(decode_chunks_in_pieces(sample.bytes, {}, kBodyLimit, cut_everywhere(sample.bytes.size())), expected) << sample.bytes;
    for (const Cuts& cuts : cut_once(sample.bytes.size())) {
      EXPECT_EQ(decode_chunks_in_pieces(sample.bytes, {}, kBodyLimit, cuts), expected) << sample.bytes << " cut at " << cuts.front();
    }
  }
}

TEST(ChunkedDecoder, RandomlyChangedSamplesAgreeWithTheReferenceUnderSmallLimits) {
  std::mt19937 random(20261121);
  const auto below = [&](std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random); };
  constexpr std::string_view kTelling = "\r\n \t:;=\"\\0123abcABC\x7f\x80x\0";
  for (int round = 0; round < 30'000; ++round) {
    std::string input;
    for (std::size_t parts = 1 + below(3); parts > 0; --parts) input += kChunkSamples[below(8)].bytes.substr(0, below(40));
    for (std::size_t changes = below(3); changes > 0; --changes) input.insert(below(input.size() + 1), 1, kTelling[below(kTelling.size())]);
    Limits limits;
    limits.chunk_overhead_bytes = below(30);
    limits.trailer_bytes = below(40);
    limits.field_count = below(3);
    Cuts cuts{below(input.size() + 1), below(input.size() + 1)};
    std::ranges::sort(cuts);
    ASSERT_EQ(decode_chunks_in_pieces(input, limits, 20, cuts), reference::decode_chunks(input, limits, 20)) << input;
  }
}

TEST(ChunkedDecoder, OneByteChunksAreFineForTheWholeOfABody) {
  std::string body;
  for (int i = 0; i < 10'000; ++i) body += "1\r\nx\r\n";
  EXPECT_TRUE(decode_chunks_in_pieces(body + "0\r\n\r\n", {}, 10'000, {}).done);
}

TEST(ChunkedDecoder, AFloodOfExtensionsIsRefusedOnceItsBudgetIsSpent) {
  const std::string extension = "1;" + std::string(1000, 'a') + "\r\nx\r\n";
  std::string body;
  for (int i = 0; i < 16; ++i) body += extension;
  EXPECT_EQ(decode_chunks_in_pieces(body, {}, kBodyLimit, {}).refusal, Refusal::None);
  EXPECT_EQ(decode_chunks_in_pieces(body + extension, {}, kBodyLimit, {}).refusal, Refusal::ChunkOverheadTooLarge);
}

TEST(ChunkedDecoder, ALineOfZerosIsBounded) {
  EXPECT_EQ(decode_chunks_in_pieces(std::string(100'000, '0'), {}, kBodyLimit, {}).refusal, Refusal::ChunkOverheadTooLarge);
}

TEST(ChunkedDecoder, TrailersAreBoundedInBytesAndInNumber) {
  const auto refusal_of = [](const std::string& trailers) {
    return decode_chunks_in_pieces("0\r\n" + trailers + "\r\n", {}, kBodyLimit, {}).refusal;
  };
  std::string many;
  for (int i = 0; i < 101; ++i) many += "a:b\r\n";
  EXPECT_EQ(refusal_of(many), Refusal::TrailersTooLarge);
  EXPECT_EQ(refusal_of(many.substr(5)), Refusal::None);
  EXPECT_EQ(refusal_of("a:" + std::string(Limits().trailer_bytes, 'b') + "\r\n"), Refusal::TrailersTooLarge);
}

}  // namespace
}  // namespace saki::http
