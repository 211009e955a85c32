// SPDX-License-Identifier: Apache-2.0
#include "client/set_cookie.h"

#include <gtest/gtest.h>

#include <string>

namespace saki {
namespace {

using namespace std::chrono_literals;

constexpr WallTime kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};

std::optional<SetCookie> parse(std::string_view text) { return parse_set_cookie(text, 4096, 1024, kNow); }

TEST(SetCookie, IsTakenApartAtSemicolons) {
  const auto cookie = parse("id = 7 ;Path=/app; Domain=.Example.org ; Secure;HttpOnly; SameSite=Lax; Unknown=x");
  ASSERT_TRUE(cookie);
  EXPECT_EQ(cookie->name, "id");
  EXPECT_EQ(cookie->value, "7");
  EXPECT_EQ(cookie->path, "/app");
  EXPECT_EQ(cookie->domain, "Example.org");
  EXPECT_TRUE(cookie->secure);
  EXPECT_FALSE(cookie->expires);
}

TEST(SetCookie, AValueKeepsWhatItHas) {
  EXPECT_EQ(parse("a=b=c")->value, "b=c");
  EXPECT_EQ(parse("a=\"q r\"")->value, "\"q r\"");
  EXPECT_EQ(parse("a=")->value, "");
}

TEST(SetCookie, MayHaveNoName) {
  EXPECT_EQ(parse("word")->name, "");
  EXPECT_EQ(parse("word")->value, "word");
  EXPECT_EQ(parse("=word")->value, "word");
}

TEST(SetCookie, IsIgnoredWhereItIsEmptyTooLargeOrHoldsControlCharacters) {
  EXPECT_FALSE(parse(""));
  EXPECT_FALSE(parse("; Path=/"));
  EXPECT_FALSE(parse("="));
  EXPECT_FALSE(parse(std::string("a=b\0c", 5)));
  EXPECT_FALSE(parse("a=b\x7f"));
  EXPECT_FALSE(parse("a=b; Path=/\x01"));
  EXPECT_FALSE(parse_set_cookie("name=12345", 8, 1024, kNow));
  EXPECT_TRUE(parse_set_cookie("name=1234", 8, 1024, kNow));
}

TEST(SetCookie, TheLastOfAnAttributeCounts) {
  EXPECT_EQ(parse("a=b; Path=/x; Path=/y")->path, "/y");
  EXPECT_FALSE(parse("a=b; Path=/x; Path=y")->path) << "one that is no path means the default";
  EXPECT_EQ(parse_set_cookie("a=b; Path=/x; Path=/long", 100, 4, kNow)->path, "/x") << "too large to be looked at";
}

TEST(SetCookie, MaxAgeIsStrongerThanExpires) {
  EXPECT_EQ(parse("a=b; Max-Age=60; Expires=Sun, 06 Nov 1994 08:49:37 GMT")->expires, kNow + 60s);
  EXPECT_EQ(parse("a=b; Max-Age=soon; Expires=Sun, 22 Nov 2026 00:00:00 GMT")->expires, kNow + 24h);
}

TEST(SetCookie, MaxAgeOfNothingOrLessIsInThePast) {
  for (const char* text : {"a=b; Max-Age=0", "a=b; max-age=-1", "a=b; Max-Age=-99999999999999999999"})
    EXPECT_EQ(parse(text)->expires, WallTime::min()) << text;
}

TEST(SetCookie, NoneLivesForMoreThan400Days) {
  EXPECT_EQ(parse("a=b; Max-Age=99999999999999999999999")->expires, kNow + std::chrono::days(400));
  EXPECT_EQ(parse("a=b; Expires=Sun, 06 Nov 2094 08:49:37 GMT")->expires, kNow + std::chrono::days(400));
}

TEST(CookieDate, IsReadInTheFormsThatServersSend) {
  const WallTime expected{std::chrono::sys_days{std::chrono::year{1994} / 11 / 6} + 8h + 49min + 37s};
  for (const char* text : {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
                           "Sun, 06-Nov-1994 08:49:37 GMT", "6 november 1994 8:49:37", "08:49:37 06 1994 Nov"}) {
    EXPECT_EQ(parse_cookie_date(text), expected) << text;
  }
}

TEST(CookieDate, ShortYearsAreOfTheNearerCentury) {
  EXPECT_EQ(parse_cookie_date("1 Jan 69 00:00:00"), WallTime(std::chrono::sys_days{std::chrono::year{2069} / 1 / 1}));
  EXPECT_EQ(parse_cookie_date("1 Jan 70 00:00:00"), WallTime(std::chrono::sys_days{std::chrono::year{1970} / 1 / 1}));
}

TEST(CookieDate, IsNoneWhereSomethingLacksOrIsImpossible) {
  for (const char* text :
       {"", "tomorrow", "06 Nov 1994", "08:49:37 Nov 1994", "32 Nov 1994 08:49:37", "31 Nov 1994 08:49:37", "6 Nov 1600 08:49:37",
        "6 Nov 1994 24:00:00", "6 Nov 1994 08:60:00", "6 Nov 1994 08:49:60", "0 Nov 1994 08:49:37"}) {
    EXPECT_FALSE(parse_cookie_date(text)) << text;
  }
}

}  // namespace
}  // namespace saki
