// SPDX-License-Identifier: Apache-2.0
#include "http/head_rules.h"

#include <gtest/gtest.h>

#include <random>

#include "saki/http/percent.h"
#include "stack/http/head_samples.h"
#include "stack/http/reference_rules.h"

namespace saki::http {
namespace {

using reference::Rules;
using reference::rules_of;
using reference::settled_rules;

void expect_agreement(const std::string& input) {
  const reference::Head head = reference::parse_head(input, {});
  if (head.outcome != ParseOutcome::Complete) return;
  const Rules expected = rules_of(head);
  const Rules actual = settled_rules(input, {});
  EXPECT_EQ(status_code(actual.refused), status_code(expected.refused)) << input;
  EXPECT_TRUE(actual == expected) << input << "\n"
                                  << actual.host << " | " << actual.path << " | " << actual.query << "\n"
                                  << expected.host << " | " << expected.path << " | " << expected.query;
}

TEST(HeadRules, EverySampleMeansWhatTheReferenceSays) {
  for (const HeadSample& sample : kHeadSamples) expect_agreement(std::string(sample.bytes));
}

TEST(HeadRules, RandomHeadsMeanWhatTheReferenceSays) {
  constexpr std::string_view kMethods[] = {"GET", "OPTIONS", "CONNECT", "POST"};
  constexpr std::string_view kTargets[] = {
      "/",          "/a/b?c=d",  "*",       "a:80", "[::1]:443",      "http://a.b/c", "https://a?b", "//a/../b",
      "/%41/%2e",   "/a/./b/..", "/%C3%A4", "/..",  "/.well-known/x", "/a..b/c.",     "http://:80/", "/?",
      "HTTP://a:1", "/a%2Fb",    "x",       "/%"};
  constexpr std::string_view kVersions[] = {"1.1", "1.0"};
  constexpr std::string_view kFields[] = {"Host: a.b:80",
                                          "Host: [::1]",
                                          "Host:",
                                          "host: %41",
                                          "Host: a:99999",
                                          "Content-Length: 5",
                                          "Content-Length: 0",
                                          "Content-Length: 007",
                                          "Content-Length: 9223372036854775807",
                                          "Content-Length: 9223372036854775808",
                                          "Content-Length: x",
                                          "Transfer-Encoding: chunked",
                                          "Transfer-Encoding: gzip, Chunked",
                                          "Transfer-Encoding: a;b=c ; d=e,chunked",
                                          "Transfer-Encoding: chunked,",
                                          "transfer-encoding: gzip",
                                          "Connection: close",
                                          "Connection: keep-alive, x",
                                          "CONNECTION: ,Close,",
                                          "X: y"};
  std::mt19937 random(7);
  const auto one_of = [&](const auto& list) {
    return std::string(list[std::uniform_int_distribution<std::size_t>(0, std::size(list) - 1)(random)]);
  };
  for (int round = 0; round < 30'000; ++round) {
    std::string head = one_of(kMethods) + " " + one_of(kTargets) + " HTTP/" + one_of(kVersions) + "\r\n";
    for (auto count = random() % 4; count > 0; --count) head += one_of(kFields) + "\r\n";
    if (random() % 3 != 0) head += "Host: x\r\n";
    expect_agreement(head + "\r\n");
  }
}

// Names of every length around a block's, since short ones are told in another way than long ones.
TEST(HeadRules, AHostsPortIsAtMost65535) {
  for (std::size_t name_bytes = 1; name_bytes < 20; ++name_bytes) {
    const std::string host = std::string(name_bytes, 'a') + ":";
    EXPECT_TRUE(is_host(host)) << host;
    for (const char* port : {"0", "80", "8080", "00080", "22345", "59999", "60000", "65535"})
      EXPECT_TRUE(is_host(host + port)) << host << port;
    for (const char* port : {"65536", "99999", "000080", "100000", "8o80", "5999x", "80:", "+80", " 80", "5999\xb9"})
      EXPECT_FALSE(is_host(host + port)) << host << port;
  }
}

TEST(HeadRules, ExpectIsOneTokenAndMeansNothingToHttp10) {
  const auto expectation = [](std::string_view fields, std::string_view version) {
    const std::string input = "PUT / HTTP/" + std::string(version) + "\r\nHost: a\r\n" + std::string(fields) + "\r\n";
    std::array<Field, 8> storage;
    RequestHead head;
    head.fields = FieldTable(storage);
    const Limits limits;
    HeadParser parser(limits, head);
    EXPECT_EQ(parser.parse(input), ParseOutcome::Complete);
    return expectation_of(head);
  };
  EXPECT_EQ(expectation("", "1.1"), Expectation::None);
  EXPECT_EQ(expectation("Expect: 100-Continue\r\n", "1.1"), Expectation::Continue);
  EXPECT_EQ(expectation("Expect: 100-continue\r\n", "1.0"), Expectation::None);
  EXPECT_EQ(expectation("Expect: 100-continue, x\r\n", "1.1"), Expectation::Unknown);
  EXPECT_EQ(expectation("Expect: 100-continue\r\nExpect: 100-continue\r\n", "1.1"), Expectation::Unknown);
  EXPECT_EQ(expectation("Expect:\r\n", "1.1"), Expectation::Unknown);
}

TEST(Percent, DecodingIsByTheBookAndOnce) {
  Arena arena;
  EXPECT_EQ(percent_decode("plain", arena), "plain");
  EXPECT_EQ(percent_decode("a%20b%2Fc%2525", arena), "a b/c%25");
  EXPECT_EQ(percent_decode("%00", arena), std::string_view("\0", 1));
  EXPECT_EQ(percent_decode("a%2", arena), std::nullopt);
  EXPECT_EQ(percent_decode("%", arena), std::nullopt);
  EXPECT_EQ(percent_decode("%g0", arena), std::nullopt);
}

TEST(Percent, EveryByteEncodedIsDecodedAgain) {
  Arena arena;
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  const std::string encoded = percent_encode(all);
  EXPECT_EQ(encoded.find_first_of("/\\ ?#&=+\"<>"), std::string::npos);
  EXPECT_EQ(percent_decode(encoded, arena), all);
}

TEST(Percent, APathInNormalFormIsReturnedAsItIs) {
  Arena arena;
  const std::string_view path = "/users/12345/posts.html";
  EXPECT_EQ(normalize_path(path, arena)->data(), path.data());
  EXPECT_EQ(arena.held_bytes(), 0U);
}

TEST(Percent, RandomPathsAreNormalisedAsTheReferenceDoes) {
  constexpr std::string_view kParts[] = {"/",   ".",   "..",  "a",   "%2e", "%2E", "%41", "%c3%a4", "%c0%af",
                                         "%ff", "%00", "%2f", "%5c", "\\",  "%",   "%4",  "~",      "//"};
  std::mt19937 random(8);
  for (int round = 0; round < 30'000; ++round) {
    std::string path = "/";
    for (auto count = random() % 7; count > 0; --count) path += kParts[random() % std::size(kParts)];
    Arena arena;
    const auto actual = normalize_path(path, arena);
    const auto expected = reference::normal_path(path);
    ASSERT_EQ(actual.has_value(), expected.has_value()) << path;
    ASSERT_EQ(actual.value_or("-"), expected.value_or("-")) << path;
  }
}

}  // namespace
}  // namespace saki::http
