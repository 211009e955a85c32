// SPDX-License-Identifier: Apache-2.0
#include "http/head_parser.h"

#include <gmock/gmock.h>

#include <random>

#include "stack/http/cuts.h"
#include "stack/http/head_samples.h"
#include "stack/http/reference_head.h"

namespace saki::http {
namespace {

using reference::Head;
using reference::parse_head_in_pieces;
using testing::ElementsAre;
using testing::Pair;

Head parse(std::string_view input, const Limits& limits = {}) { return parse_head_in_pieces(input, limits, {}); }

TEST(HeadParser, GivesTheRequestLineAndTheFieldsInOrder) {
  const Head head = parse("PATCH /notes/3?a=b HTTP/1.0\r\nHost: example.org\r\nX-Empty:\r\nX-Tabs:\t a\tb \t\r\n\r\nbody");

  EXPECT_EQ(head.outcome, ParseOutcome::Complete);
  EXPECT_EQ(head.method, "PATCH");
  EXPECT_EQ(head.target, "/notes/3?a=b");
  EXPECT_TRUE(head.is_http10);
  EXPECT_THAT(head.fields, ElementsAre(Pair("Host", "example.org"), Pair("X-Empty", ""), Pair("X-Tabs", "a\tb")));
  EXPECT_EQ(head.consumed_bytes,
            std::string_view("PATCH /notes/3?a=b HTTP/1.0\r\nHost: example.org\r\nX-Empty:\r\nX-Tabs:\t a\tb \t\r\n\r\n").size());
}

TEST(HeadParser, EverySampleIsAnsweredAsItsTableSays) {
  for (const HeadSample& sample : kHeadSamples) {
    const Head head = parse(sample.bytes);
    EXPECT_EQ(head.refusal, sample.refusal) << sample.bytes;
    EXPECT_EQ(head.outcome, sample.refusal == Refusal::None ? ParseOutcome::Complete : ParseOutcome::Refused) << sample.bytes;
  }
}

TEST(HeadParser, AgreesWithTheReferenceHoweverTheBytesAreCut) {
  for (const HeadSample& sample : kHeadSamples) {
    const Head expected = reference::parse_head(sample.bytes, {});
    EXPECT_EQ(parse(sample.bytes), expected) << sample.bytes;
    EXPECT_EQ(parse_head_in_pieces(sample.bytes, {}, cut_everywhere(sample.bytes.size())), expected) << sample.bytes;
    for (const Cuts& cuts : cut_once(sample.bytes.size())) {
      EXPECT_EQ(parse_head_in_pieces(sample.bytes, {}, cuts), expected) << sample.bytes << " cut at " << cuts.front();
    }
  }
}

TEST(HeadParser, EveryPrefixOfASampleAgreesWithTheReference) {
  for (const HeadSample& sample : kHeadSamples) {
    for (std::size_t size = 0; size < sample.bytes.size(); ++size) {
      const std::string_view prefix = sample.bytes.substr(0, size);
      EXPECT_EQ(parse(prefix), reference::parse_head(prefix, {})) << prefix;
    }
  }
}

TEST(HeadParser, EveryByteAtEveryPlaceOfAHeadAgreesWithTheReference) {
  const std::string head = "GET /a?b HTTP/1.1\r\nHost: example.org\r\nAccept-Language: de;q=0.5, en\r\n\r\n";
  for (std::size_t place = 0; place < head.size(); ++place) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string changed = head;
      changed[place] = static_cast<char>(byte);
      ASSERT_EQ(parse(changed), reference::parse_head(changed, {})) << "byte " << byte << " at " << place;
    }
  }
}

TEST(HeadParser, RandomlyChangedSamplesAgreeWithTheReferenceUnderSmallLimits) {
  std::mt19937 random(20261121);
  const auto below = [&](std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random); };
  constexpr std::string_view kTelling = "\r\n \t:;,/?#%*\"\\<>\x7f\x80GETHP.10\0";
  for (int round = 0; round < 20'000; ++round) {
    std::string input(kHeadSamples[below(kHeadSamples.size())].bytes);
    for (std::size_t changes = below(4); changes > 0; --changes) {
      const char byte = kTelling[below(kTelling.size())];
      const std::size_t place = below(input.size());
      if (below(2) == 0)
        input[place] = byte;
      else
        input.insert(place, 1, byte);
    }
    Limits limits;
    limits.request_line_bytes = 16 + below(100);
    limits.head_bytes = 40 + below(400);
    limits.field_count = 1 + below(12);
    Cuts cuts{below(input.size() + 1), below(input.size() + 1), below(input.size() + 1)};
    std::ranges::sort(cuts);
    ASSERT_EQ(parse_head_in_pieces(input, limits, cuts), reference::parse_head(input, limits)) << input;
  }
}

TEST(HeadParser, EachLimitIsExact) {
  const std::string_view head = "GET /0123456789 HTTP/1.1\r\nA: b\r\nC: d\r\n\r\n";
  const std::size_t line = head.find('\n') + 1;
  const auto refusal_with = [&](auto member, std::uint64_t value) {
    Limits limits;
    limits.*member = value;
    return parse(head, limits).refusal;
  };

  EXPECT_EQ(refusal_with(&Limits::request_line_bytes, line), Refusal::None);
  EXPECT_EQ(refusal_with(&Limits::request_line_bytes, line - 1), Refusal::TargetTooLong);
  EXPECT_EQ(refusal_with(&Limits::request_line_bytes, 3), Refusal::MethodTooLong);
  EXPECT_EQ(refusal_with(&Limits::head_bytes, head.size()), Refusal::None);
  EXPECT_EQ(refusal_with(&Limits::head_bytes, head.size() - 1), Refusal::HeadTooLarge);
  EXPECT_EQ(refusal_with(&Limits::field_count, 2), Refusal::None);
  EXPECT_EQ(refusal_with(&Limits::field_count, 1), Refusal::TooManyFields);
}

TEST(HeadParser, AfterARestartAnotherHeadIsParsed) {
  Limits limits;
  std::vector<Field> storage(4);
  RequestHead head;
  head.fields = FieldTable(storage);
  HeadParser parser(limits, head);
  ASSERT_EQ(parser.parse("GET / HTTP/1.1\r\nHost: a\r\nX"), ParseOutcome::Incomplete);

  parser.restart();
  ASSERT_EQ(parser.parse("PUT /b HTTP/1.1\r\nHost: c\r\n\r\n"), ParseOutcome::Complete);
  EXPECT_EQ(head.method, Method::Put);
  EXPECT_EQ(head.fields.all().size(), 1U);
  EXPECT_EQ(head.fields.value(KnownField::Host), "c");
}

}  // namespace
}  // namespace saki::http
