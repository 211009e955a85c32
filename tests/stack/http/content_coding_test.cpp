// SPDX-License-Identifier: Apache-2.0
//
// Which coding a client gets (RFC 9110 section 12.5.3), and for which media.
#include "saki/http/content_coding.h"

#include <gtest/gtest.h>

#include <vector>

#include "saki/http/coded_media.h"
#include "saki/http/weight.h"

namespace saki::http {
namespace {

constexpr std::array kOffers{ContentCoding::Brotli, ContentCoding::Gzip};

// The coding chosen for a client that sends these Accept-Encoding fields.
std::string_view chosen(std::initializer_list<std::string_view> values) {
  std::array<Field, 8> storage;
  FieldTable fields(storage);
  fields.add("Host", "test");
  for (const std::string_view value : values) fields.add("accept-encoding", value);
  return content_coding_name(AcceptedCodings(fields).best(kOffers));
}

TEST(AcceptedCodings, NobodyIsSentWhatHeDidNotAskFor) {
  EXPECT_EQ(chosen({}), "identity");
  EXPECT_EQ(chosen({""}), "identity");
  EXPECT_EQ(chosen({"identity"}), "identity");
  EXPECT_EQ(chosen({"deflate, zstd"}), "identity");
}

TEST(AcceptedCodings, TheClientsWeightsDecideAndOursOnlyWhereItHasNone) {
  EXPECT_EQ(chosen({"gzip"}), "gzip");
  EXPECT_EQ(chosen({"GZip"}), "gzip");
  EXPECT_EQ(chosen({"x-gzip"}), "gzip");
  EXPECT_EQ(chosen({"gzip, deflate, br"}), "br");
  EXPECT_EQ(chosen({"br;q=0.5, gzip;q=0.6"}), "gzip");
  EXPECT_EQ(chosen({"br;q=0.5, gzip;q=0.500"}), "br");
  EXPECT_EQ(chosen({"gzip ; q=0.001"}), "gzip");
  EXPECT_EQ(chosen({"gzip;Q=1"}), "gzip");
  EXPECT_EQ(chosen({"gzip;q=0"}), "identity");
  EXPECT_EQ(chosen({"br;q=0, gzip;q=0.000"}), "identity");
  EXPECT_EQ(chosen({"identity;q=1, gzip;q=0.9"}), "identity");
  EXPECT_EQ(chosen({"identity, gzip"}), "gzip");
}

TEST(AcceptedCodings, AStarStandsForWhatIsNotNamed) {
  EXPECT_EQ(chosen({"*"}), "br");
  EXPECT_EQ(chosen({"br;q=0, *"}), "gzip");
  EXPECT_EQ(chosen({"gzip;q=0.5, *;q=0.1"}), "gzip");
  EXPECT_EQ(chosen({"gzip;q=0.1, *;q=0.5"}), "br");
  EXPECT_EQ(chosen({"*;q=0"}), "identity");
  EXPECT_EQ(chosen({"*;q=0, gzip"}), "gzip");
}

TEST(AcceptedCodings, AnAnswerGoesOutAsItIsWhereTheClientRefusesEverything) {
  EXPECT_EQ(chosen({"identity;q=0"}), "identity");
  EXPECT_EQ(chosen({"identity;q=0, *;q=0"}), "identity");
  EXPECT_EQ(chosen({"identity;q=0, gzip;q=0.001"}), "gzip");
}

TEST(AcceptedCodings, SeveralFieldsAreOneListAndWhatIsOutsideTheGrammarIsPassedOver) {
  EXPECT_EQ(chosen({"deflate", "br;q=0.1", "gzip;q=0.2"}), "gzip");
  EXPECT_EQ(chosen({",, ,gzip,"}), "gzip");
  EXPECT_EQ(chosen({"br;q=2, br;level=3, br;q=0.1234, br;q=, br;q, gzip;q=0.3"}), "gzip");
  EXPECT_EQ(chosen({"br gzip"}), "identity");
}

TEST(Weight, IsAQvalueInThousandths) {
  for (const auto& [text, value] : std::vector<std::pair<std::string_view, unsigned>>{
           {"0", 0}, {"0.", 0}, {"0.1", 100}, {"0.25", 250}, {"0.001", 1}, {"1", 1000}, {"1.000", 1000}}) {
    EXPECT_EQ(parse_weight(text), value) << text;
  }
  for (const std::string_view text : {"", "2", "1.001", "0.0001", ".5", "-1", "0,5", "1.0a"}) EXPECT_FALSE(parse_weight(text)) << text;
}

TEST(CodedMedia, AreTextsInEveryGuiseAndNothingThatIsCodedAlready) {
  for (const char* type : {"text/html; charset=utf-8", "TEXT/CSV", "application/json", "application/problem+json", "image/svg+xml",
                           "application/javascript ;a=b", "application/wasm"}) {
    EXPECT_TRUE(is_compressible(type)) << type;
  }
  for (const char* type : {"", "image/png", "application/octet-stream", "application/zip", "video/mp4", "font/woff2", "texts/html", "text",
                           "application/jsonp"}) {
    EXPECT_FALSE(is_compressible(type)) << type;
  }
}

}  // namespace
}  // namespace saki::http
