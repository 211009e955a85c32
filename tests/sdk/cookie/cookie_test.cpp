// SPDX-License-Identifier: Apache-2.0
#include "saki/cookie.h"

#include <gtest/gtest.h>

#include <string>

#include "saki/invalid_field.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;

TEST(Cookie, IsSafeUnlessToldOtherwise) { EXPECT_EQ(Cookie("id", "7").text(), "id=7; Path=/; HttpOnly; Secure; SameSite=Lax"); }

TEST(Cookie, CarriesEveryAttribute) {
  Cookie cookie("id", "7");
  cookie.path("/app")
      .domain("example.org")
      .max_age(24h)
      .expires(Timestamp::parse("1994-11-06T08:49:37Z").value())
      .same_site(SameSite::None)
      .for_scripts()
      .partitioned();
  EXPECT_EQ(
      cookie.text(),
      "id=7; Path=/app; Domain=example.org; Max-Age=86400; Expires=Sun, 06 Nov 1994 08:49:37 GMT; Secure; SameSite=None; Partitioned");
  EXPECT_EQ(Cookie("a", "b").over_plain().same_site(SameSite::Strict).text(), "a=b; Path=/; HttpOnly; SameSite=Strict");
  EXPECT_EQ(Cookie::expired("a").text(), "a=; Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax");
}

TEST(Cookie, RefusesWhatWouldSplitTheField) {
  for (const std::string& name : {""s, "a b"s, "a=b"s, "a;b"s, "a\r\nb"s, "ä"s}) EXPECT_THROW(Cookie(name, "v"), InvalidField) << name;
  for (const std::string& value : {"a b"s, "a;b"s, "a,b"s, "a\"b"s, "a\\b"s, "a\r\nSet-Cookie: x=y"s, "a\0b"s, "ä"s, "\x7f"s}) {
    EXPECT_THROW(Cookie("n", value), InvalidField) << testing::PrintToString(value);
  }
  EXPECT_THROW(Cookie("n", "v").path("app"), InvalidField);
  EXPECT_THROW(Cookie("n", "v").path("/; Domain=evil"), InvalidField);
  EXPECT_THROW(Cookie("n", "v").domain("a;b"), InvalidField);
  EXPECT_THROW(Cookie("n", "v").domain(""), InvalidField);
}

TEST(Cookie, ItsPrefixIsAPromise) {
  EXPECT_NO_THROW(static_cast<void>(Cookie("__Host-id", "7").text()));
  EXPECT_THROW(static_cast<void>(Cookie("__Host-id", "7").over_plain().text()), InvalidField);
  EXPECT_THROW(static_cast<void>(Cookie("__host-id", "7").domain("example.org").text()), InvalidField);
  EXPECT_THROW(static_cast<void>(Cookie("__Host-id", "7").path("/app").text()), InvalidField);
  EXPECT_THROW(static_cast<void>(Cookie("__Secure-id", "7").over_plain().text()), InvalidField);
  EXPECT_THROW(static_cast<void>(Cookie("id", "7").over_plain().same_site(SameSite::None).text()), InvalidField);
  EXPECT_THROW(static_cast<void>(Cookie("id", "7").over_plain().partitioned().text()), InvalidField);
}

TEST(Cookie, ThePrefixesForServersAloneAreHiddenFromScripts) {
  EXPECT_NO_THROW(static_cast<void>(Cookie("__Http-id", "7").path("/app").domain("example.org").text()));
  EXPECT_NO_THROW(static_cast<void>(Cookie("__Host-Http-id", "7").text()));
  EXPECT_THROW(static_cast<void>(Cookie("__Http-id", "7").for_scripts().text()), InvalidField);
  EXPECT_THROW(static_cast<void>(Cookie("__http-id", "7").over_plain().text()), InvalidField);
  EXPECT_THROW(static_cast<void>(Cookie("__Host-Http-id", "7").for_scripts().text()), InvalidField);
  EXPECT_THROW(static_cast<void>(Cookie("__Host-Http-id", "7").path("/app").text()), InvalidField);
}

TEST(Cookie, WhatBrowsersWouldDropIsRefusedHere) {
  EXPECT_NO_THROW(Cookie("n", std::string(4095, 'v')));
  EXPECT_THROW(Cookie("n", std::string(4096, 'v')), InvalidField);
  EXPECT_NO_THROW(Cookie("n", "v").path("/" + std::string(1023, 'p')));
  EXPECT_THROW(Cookie("n", "v").path("/" + std::string(1024, 'p')), InvalidField);
  EXPECT_THROW(Cookie("n", "v").domain(std::string(1025, 'd')), InvalidField);
}

TEST(FindCookie, BobIsNotFoundInTheValueOfAnother) {
  EXPECT_EQ(find_cookie("name=bob; bob=name", "bob"), "name");
  EXPECT_EQ(find_cookie("name=bob; bob=name", "name"), "bob");
  EXPECT_EQ(find_cookie("name=bob", "bob"), std::nullopt);
  EXPECT_EQ(find_cookie("xbob=1; bobx=2; bob=3; bob=4", "bob"), "3");
}

TEST(FindCookie, LooksForTheWholeNameOnly) {
  const std::string field = "bob=name; name=bob; na=x; empty=; spaced = v ;quoted=\"a b\"";
  EXPECT_EQ(find_cookie(field, "name"), "bob");
  EXPECT_EQ(find_cookie(field, "bob"), "name");
  EXPECT_EQ(find_cookie(field, "na"), "x");
  EXPECT_EQ(find_cookie(field, "empty"), "");
  EXPECT_EQ(find_cookie(field, "spaced"), "v");
  EXPECT_EQ(find_cookie(field, "quoted"), "\"a b\"");
  EXPECT_EQ(find_cookie(field, "Name"), std::nullopt);
  EXPECT_EQ(find_cookie(field, "n"), std::nullopt);
  EXPECT_EQ(find_cookie("", "a"), std::nullopt);
  EXPECT_EQ(find_cookie("a", "a"), std::nullopt);
  EXPECT_EQ(find_cookie(";;a=b=c;", "a"), "b=c");
}

}  // namespace
}  // namespace saki
