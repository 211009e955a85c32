// SPDX-License-Identifier: Apache-2.0
#include "client/answer_parser.h"

#include <gmock/gmock.h>

#include <random>

#include "stack/client/answer_samples.h"
#include "stack/client/reference_answer.h"
#include "stack/http/cuts.h"

namespace saki::client {
namespace {

using http::Limits;
using http::ParseOutcome;
using reference::parse_answer_in_pieces;
using testing::ElementsAre;
using testing::Pair;

reference::Answer parse(std::string_view input, const Limits& limits = {}) { return parse_answer_in_pieces(input, limits, {}); }

TEST(AnswerParser, GivesTheStatusLineAndTheFieldsInOrder) {
  const auto answer = parse("HTTP/1.0 404 Not quite Found\r\nB: 1\r\na:\t2 \r\n\r\ncontent");
  EXPECT_EQ(answer.outcome, ParseOutcome::Complete);
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.reason, "Not quite Found");
  EXPECT_TRUE(answer.is_http10);
  EXPECT_THAT(answer.fields, ElementsAre(Pair("B", "1"), Pair("a", "2")));
  EXPECT_EQ(answer.consumed_bytes, std::string_view("HTTP/1.0 404 Not quite Found\r\nB: 1\r\na:\t2 \r\n\r\n").size());
}

TEST(AnswerParser, EverySampleIsJudgedAsItsTableSays) {
  for (const AnswerSample& sample : kAnswerSamples) {
    const auto answer = parse(sample.bytes);
    EXPECT_EQ(answer.refused, sample.refused) << sample.bytes;
    EXPECT_EQ(answer.outcome, sample.refused.empty() ? ParseOutcome::Complete : ParseOutcome::Refused) << sample.bytes;
  }
}

TEST(AnswerParser, AgreesWithTheReferenceHoweverTheBytesAreCut) {
  for (const AnswerSample& sample : kAnswerSamples) {
    const auto expected = reference::parse_answer(sample.bytes, {});
    EXPECT_EQ(parse(sample.bytes), expected);
    EXPECT_EQ(parse_answer_in_pieces(sample.bytes, {}, http::cut_everywhere(sample.bytes.size())), expected);
    for (const http::Cuts& cuts : http::cut_once(sample.bytes.size())) {
      EXPECT_EQ(parse_answer_in_pieces(sample.bytes, {}, cuts), expected) << sample.bytes << " cut at " << cuts.front();
    }
  }
}

TEST(AnswerParser, EveryPrefixOfASampleAgreesWithTheReference) {
  for (const AnswerSample& sample : kAnswerSamples) {
    for (std::size_t size = 0; size < sample.bytes.size(); ++size) {
      const std::string_view prefix = sample.bytes.substr(0, size);
      EXPECT_EQ(parse(prefix), reference::parse_answer(prefix, {})) << prefix;
    }
  }
}

TEST(AnswerParser, EveryByteAtEveryPlaceAgreesWithTheReference) {
  const std::string head = "HTTP/1.1 200 OK\r\nServer: b c\r\nContent-Length: 5\r\n\r\n";
  for (std::size_t place = 0; place < head.size(); ++place) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string changed = head;
      changed[place] = static_cast<char>(byte);
      ASSERT_EQ(parse(changed), reference::parse_answer(changed, {})) << "byte " << byte << " at " << place;
    }
  }
}

TEST(AnswerParser, RandomlyChangedSamplesAgreeWithTheReferenceUnderSmallLimits) {
  std::mt19937 random(20261121);
  const auto below = [&](std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random); };
  constexpr std::string_view kTelling = "\r\n \t:,/.012HTP\x7f\x80";
  for (int round = 0; round < 20'000; ++round) {
    std::string input(kAnswerSamples[below(kAnswerSamples.size())].bytes);
    for (std::size_t changes = below(4); changes > 0; --changes) input[below(input.size())] = kTelling[below(kTelling.size())];
    Limits limits;
    limits.head_bytes = 10 + below(60);
    limits.field_count = 1 + below(3);
    ASSERT_EQ(parse_answer_in_pieces(input, limits, {below(input.size())}), reference::parse_answer(input, limits)) << input;
  }
}

TEST(AnswerParser, AHeadOfTheLimitPassesAndOneByteMoreIsTooLarge) {
  const std::string head = "HTTP/1.1 200 OK\r\nA: b\r\n\r\n";
  Limits limits;
  limits.head_bytes = head.size();
  EXPECT_EQ(parse(head + "x", limits).outcome, ParseOutcome::Complete);
  limits.head_bytes = head.size() - 1;
  EXPECT_EQ(parse(head, limits).refused, "the head is too large");
  limits.head_bytes = 12;  // Within the status line.
  EXPECT_EQ(parse(head, limits).refused, "the head is too large");
}

TEST(AnswerRules, AgreeWithTheReferenceForEachMethodStatusAndFraming) {
  const std::vector<std::string> framings{"",
                                          "Content-Length: 0\r\n",
                                          "Content-Length: 5\r\n",
                                          "Content-Length: 007\r\n",
                                          "Content-Length: -1\r\n",
                                          "Content-Length: +5\r\n",
                                          "Content-Length: 5, 5\r\n",
                                          "Content-Length: 0x5\r\n",
                                          "Content-Length:\r\n",
                                          "Content-Length: 9223372036854775807\r\n",
                                          "Content-Length: 9223372036854775808\r\n",
                                          "Content-Length: 5\r\nContent-Length: 5\r\n",
                                          "Content-Length: 5\r\nContent-Length: 6\r\n",
                                          "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                                          "Transfer-Encoding: chunked\r\n",
                                          "Transfer-Encoding: CHUNKED\r\n",
                                          "Transfer-Encoding: gzip, chunked\r\n",
                                          "Transfer-Encoding: chunked, identity\r\n",
                                          "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                                          "Transfer-Encoding: xchunked\r\n",
                                          "Transfer-Encoding:\r\n"};
  const std::vector<std::string> connections{"", "Connection: close\r\n", "Connection: keep-alive\r\n",
                                             "Connection: x\r\nConnection: a, Close\r\n"};
  for (const char* version : {"1.0", "1.1"}) {
    for (const char* status : {"100", "101", "200", "204", "205", "206", "301", "304", "404", "500"}) {
      for (const char* method : {"GET", "HEAD", "POST", "CONNECT"}) {
        for (const std::string& framing : framings) {
          for (const std::string& connection : connections) {
            const std::string head =
                std::string("HTTP/").append(version).append(" ").append(status).append(" x\r\n").append(framing) + connection + "\r\n";
            ASSERT_EQ(reference::framed_content(head, {}, method), reference::content_of(reference::parse_answer(head, {}), method))
                << method << '\n'
                << head;
          }
        }
      }
    }
  }
}

TEST(AnswerRules, AnUpgradeIsToTheOneProtocolThatIsNamedAndAConnectionOption) {
  const std::pair<const char*, bool> heads[]{{"Connection: Upgrade\r\nUpgrade: WebSocket\r\n", true},
                                             {"Connection: keep-alive, upgrade\r\nUpgrade: websocket\r\n", true},
                                             {"Upgrade: websocket\r\n", false},
                                             {"Connection: Upgrade\r\n", false},
                                             {"Connection: Upgrade\r\nUpgrade: h2c\r\n", false},
                                             {"Connection: Upgrade\r\nUpgrade: websocket, h2c\r\n", false},
                                             {"Connection: Upgrade\r\nUpgrade: websocket\r\nUpgrade: h2c\r\n", false}};
  for (const auto& [fields, expected] : heads) {
    const std::string head = std::string("HTTP/1.1 101 x\r\n").append(fields).append("\r\n");
    EXPECT_EQ(reference::found_to_upgrade(head, {}), expected) << head;
    EXPECT_EQ(reference::upgrades(reference::parse_answer(head, {})), expected) << head;
  }
}

}  // namespace
}  // namespace saki::client
