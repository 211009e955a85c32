// SPDX-License-Identifier: Apache-2.0
//
// The small vocabularies: methods, field names, dates, media types, limits.
#include <gtest/gtest.h>

#include <array>
#include <random>

#include "saki/http/field_table.h"
#include "saki/http/http_date.h"
#include "saki/http/limits.h"
#include "saki/http/media_type.h"
#include "saki/http/method.h"

namespace saki::http {
namespace {

using std::chrono::sys_days;
using std::chrono::year;

std::string date_text(HttpTime time) {
  const auto text = format_http_date(time);
  return {text.data(), text.size()};
}

const HttpTime kNow = sys_days(year{2026} / 1 / 1);
const HttpTime kExample = sys_days(year{1994} / 11 / 6) + std::chrono::hours(8) + std::chrono::minutes(49) + std::chrono::seconds(37);

TEST(Method, EachIsItsTextAndNothingElse) {
  for (int i = 0; i < static_cast<int>(Method::Other); ++i) {
    const auto method = static_cast<Method>(i);
    const std::string text(method_text(method));
    EXPECT_EQ(method_of(text), method);
    EXPECT_EQ(method_of(text + "X"), Method::Other);
    EXPECT_EQ(method_of(text.substr(1)), Method::Other);
    EXPECT_EQ(method_of("x" + text.substr(1)), Method::Other);
  }
  EXPECT_EQ(method_of("get"), Method::Other);
  EXPECT_EQ(method_of("P"), Method::Other);
  EXPECT_EQ(method_text(Method::Other), "");
}

TEST(FieldTable, KnownNamesAreKnownInEveryCaseAndOthersNot) {
  EXPECT_EQ(known_field("hOsT"), KnownField::Host);
  EXPECT_EQ(known_field("EXPECT"), KnownField::Expect);
  EXPECT_EQ(known_field("Upgrade"), KnownField::Upgrade);
  EXPECT_EQ(known_field("connection"), KnownField::Connection);
  EXPECT_EQ(known_field("Content-Type"), KnownField::ContentType);
  EXPECT_EQ(known_field("content-LENGTH"), KnownField::ContentLength);
  EXPECT_EQ(known_field("Transfer-Encoding"), KnownField::TransferEncoding);
  for (const char* name :
       {"Hos", "Hosts", "Accept", "Cookie", "User-Agent", "Content_Length", "Content-Lengtg", "Transfer-Encodinx", "x"}) {
    EXPECT_EQ(known_field(name), KnownField::Unknown) << name;
  }
}

TEST(FieldTable, EachKnownNameIsRememberedHoweverItIsSpelt) {
  for (const std::string_view name : {"host", "EXPECT", "Upgrade", "cOnNeCtIoN", "Content-Type", "CONTENT-length", "Transfer-encoding"}) {
    std::vector<Field> storage(3);
    FieldTable table(storage);
    table.add("X", "a");
    table.add(name, "b");
    table.add(std::string(name) + std::string(32, 'x'), "c");
    EXPECT_EQ(table.value(known_field(name)), "b") << name;
    EXPECT_FALSE(table.repeated(known_field(name))) << name;
  }
}

TEST(FieldTable, TheFirstIsFoundAndARepetitionIsKnown) {
  std::array<Field, 4> storage;
  FieldTable table(storage);
  table.add("Host", "a");
  table.add("X-One", "1");
  table.add("host", "b");
  EXPECT_EQ(table.value(KnownField::Host), "a");
  EXPECT_TRUE(table.repeated(KnownField::Host));
  EXPECT_FALSE(table.has(KnownField::ContentLength));
  EXPECT_EQ(table.find("x-one")->value, "1");
  EXPECT_EQ(table.find("x-two"), nullptr);
  EXPECT_FALSE(table.full());
  table.clear();
  EXPECT_FALSE(table.has(KnownField::Host));
  EXPECT_FALSE(table.repeated(KnownField::Host));
  EXPECT_TRUE(table.all().empty());
}

TEST(HttpDate, TheThreeFormsAreRead) {
  EXPECT_EQ(date_text(kExample), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT", kNow), kExample);
  EXPECT_EQ(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT", kNow), kExample);
  EXPECT_EQ(parse_http_date("Sun Nov  6 08:49:37 1994", kNow), kExample);
}

TEST(HttpDate, AShortYearFarAheadIsOfThePast) {
  EXPECT_EQ(parse_http_date("Thursday, 01-Jan-76 00:00:00 GMT", kNow), HttpTime(sys_days(year{2076} / 1 / 1)));
  EXPECT_EQ(parse_http_date("Saturday, 01-Jan-77 00:00:00 GMT", kNow), HttpTime(sys_days(year{1977} / 1 / 1)));
}

TEST(HttpDate, WhatIsNoDateIsRefused) {
  for (const char* text : {"", "Sun", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 31 Feb 1994 08:49:37 GMT",
                           "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT ",
                           "unN, 06 Nov 1994 08:49:37 GMT", "Sun Nov 6 08:49:37 1994", "Sunday, 06-Nov-1994 08:49:37 GMT"}) {
    EXPECT_EQ(parse_http_date(text, kNow), std::nullopt) << text;
  }
}

TEST(HttpDate, RandomTimesComeBack) {
  std::mt19937_64 random(5);
  for (int round = 0; round < 10'000; ++round) {
    const HttpTime time{std::chrono::seconds(std::uniform_int_distribution<std::int64_t>(0, 253402300799)(random))};
    ASSERT_EQ(parse_http_date(date_text(time), kNow), time) << date_text(time);
  }
}

TEST(MediaType, GoesByTheEndingOfTheName) {
  EXPECT_EQ(media_type_of("index.html"), "text/html; charset=utf-8");
  EXPECT_EQ(media_type_of("A.B.JPEG"), "image/jpeg");
  EXPECT_EQ(media_type_of("app.webmanifest"), "application/manifest+json");
  EXPECT_EQ(media_type_of("sub.html/file"), "application/octet-stream");
  for (const char* name : {"", ".", "html", "a.unknown", "a.averyveryverylongending", "a."})
    EXPECT_EQ(media_type_of(name), "application/octet-stream") << name;
}

TEST(Limits, EachMemberIsDeclaredOnceWithADefaultInItsRange) {
  EXPECT_EQ(limit_settings().size() * sizeof(std::uint64_t), sizeof(Limits));
  EXPECT_EQ(timeout_settings().size() * sizeof(std::chrono::milliseconds), sizeof(Timeouts));
  Limits limits;
  for (const LimitSetting& setting : limit_settings()) {
    EXPECT_NE(limits.*setting.member, UINT64_MAX) << setting.name << " is declared twice";
    EXPECT_GE(limits.*setting.member, setting.least) << setting.name;
    EXPECT_LE(limits.*setting.member, setting.most) << setting.name;
    EXPECT_TRUE(setting.sentence.ends_with('.')) << setting.name;
    limits.*setting.member = UINT64_MAX;
  }
  for (const TimeoutSetting& setting : timeout_settings()) {
    EXPECT_LE(Timeouts{}.*setting.member, setting.most) << setting.name;
    EXPECT_TRUE(setting.sentence.ends_with('.')) << setting.name;
  }
}

}  // namespace
}  // namespace saki::http
