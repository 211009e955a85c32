// SPDX-License-Identifier: Apache-2.0
#include "saki/cookie_jar.h"

#include <gtest/gtest.h>

#include <string>

namespace saki {
namespace {

using namespace std::chrono_literals;

constexpr WallTime kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};

constexpr CookiePlace secure(std::string_view host, std::string_view path = "/") { return {.host = host, .path = path, .secure = true}; }
constexpr CookiePlace plain(std::string_view host, std::string_view path = "/") { return {.host = host, .path = path}; }

TEST(CookieJar, GivesBackToTheHostThatGave) {
  CookieJar jar;
  EXPECT_TRUE(jar.store(secure("example.org"), "id=7", kNow));
  EXPECT_TRUE(jar.store(secure("example.org"), "theme=dark", kNow));
  EXPECT_EQ(jar.field(secure("example.org"), kNow), "id=7; theme=dark");
  EXPECT_EQ(jar.field(secure("other.org"), kNow), "");
  EXPECT_EQ(jar.field(secure("www.example.org"), kNow), "") << "no domain was named";
}

TEST(CookieJar, ADomainReachesTheHostsBelow) {
  CookieJar jar;
  EXPECT_TRUE(jar.store(secure("www.example.org"), "id=7; Domain=Example.ORG", kNow));
  EXPECT_EQ(jar.field(secure("example.org"), kNow), "id=7");
  EXPECT_EQ(jar.field(secure("a.b.example.org"), kNow), "id=7");
  EXPECT_EQ(jar.field(secure("badexample.org"), kNow), "");
}

TEST(CookieJar, NobodySpeaksForAnotherDomain) {
  CookieJar jar;
  for (const char* domain : {"other.org", "www.example.org", "org", "org.", ".org", "example.org.", "ample.org"}) {
    EXPECT_FALSE(jar.store(secure("example.org"), std::string("id=7; Domain=") + domain, kNow)) << domain;
  }
  EXPECT_FALSE(jar.store(secure("127.0.0.1"), "id=7; Domain=0.0.1", kNow));
  EXPECT_TRUE(jar.store(secure("localhost"), "id=7; Domain=localhost", kNow));
  EXPECT_TRUE(jar.store(secure("127.0.0.1"), "id=7; Domain=127.0.0.1", kNow));
  EXPECT_EQ(jar.field(secure("127.0.0.1"), kNow), "id=7");
}

TEST(CookieJar, PathsMatchWholeSegments) {
  CookieJar jar;
  jar.store(secure("a.org"), "x=1; Path=/app", kNow);
  EXPECT_EQ(jar.field(secure("a.org", "/app"), kNow), "x=1");
  EXPECT_EQ(jar.field(secure("a.org", "/app/notes"), kNow), "x=1");
  EXPECT_EQ(jar.field(secure("a.org", "/apple"), kNow), "");
  EXPECT_EQ(jar.field(secure("a.org", "/"), kNow), "");
}

TEST(CookieJar, WithoutAPathItIsTheFolderOfTheRequest) {
  CookieJar jar;
  jar.store(secure("a.org", "/app/login"), "x=1", kNow);
  EXPECT_EQ(jar.field(secure("a.org", "/app/notes"), kNow), "x=1");
  EXPECT_EQ(jar.field(secure("a.org", "/"), kNow), "");
  jar.store(secure("b.org", "/login"), "y=1", kNow);
  EXPECT_EQ(jar.field(secure("b.org", "/anything"), kNow), "y=1");
}

TEST(CookieJar, LongerPathsComeFirstThenOlderCookies) {
  CookieJar jar;
  jar.store(secure("a.org"), "first=1; Path=/", kNow);
  jar.store(secure("a.org"), "deep=1; Path=/app", kNow);
  jar.store(secure("a.org"), "second=1; Path=/", kNow);
  jar.store(secure("a.org"), "first=2; Path=/", kNow);  // Replaced, it keeps its place.
  EXPECT_EQ(jar.field(secure("a.org", "/app"), kNow), "deep=1; first=2; second=1");
}

TEST(CookieJar, SecureCookiesTravelByTlsAlone) {
  CookieJar jar;
  EXPECT_FALSE(jar.store(plain("a.org"), "id=7; Secure", kNow));
  EXPECT_TRUE(jar.store(secure("a.org"), "id=7; Secure", kNow));
  EXPECT_EQ(jar.field(plain("a.org"), kNow), "");
  EXPECT_EQ(jar.field(secure("a.org"), kNow), "id=7");
}

TEST(CookieJar, APlainConnectionPutsNothingBeforeASecureCookie) {
  CookieJar jar;
  jar.store(secure("www.a.org"), "id=7; Secure; Path=/app", kNow);
  EXPECT_FALSE(jar.store(plain("www.a.org"), "id=evil; Path=/app", kNow));
  EXPECT_FALSE(jar.store(plain("www.a.org"), "id=evil; Path=/app/deep", kNow));
  EXPECT_FALSE(jar.store(plain("www.a.org"), "id=evil; Domain=a.org; Path=/app", kNow));
  EXPECT_TRUE(jar.store(plain("www.a.org"), "id=other; Path=/", kNow)) << "it comes behind the longer path";
  EXPECT_TRUE(jar.store(plain("www.a.org"), "name=1; Path=/app", kNow));
}

TEST(CookieJar, NamesThatPromiseAreHeldToIt) {
  CookieJar jar;
  EXPECT_FALSE(jar.store(secure("a.org"), "__Secure-id=7", kNow));
  EXPECT_FALSE(jar.store(secure("a.org"), "__host-id=7; Secure", kNow)) << "no path";
  EXPECT_FALSE(jar.store(secure("www.a.org"), "__Host-id=7; Secure; Path=/; Domain=a.org", kNow));
  EXPECT_FALSE(jar.store(secure("a.org"), "=__Host-id=7; Secure; Path=/", kNow)) << "without a name it would look like one";
  EXPECT_TRUE(jar.store(secure("a.org"), "__Secure-id=7; Secure", kNow));
  EXPECT_TRUE(jar.store(secure("a.org"), "__Host-id=7; Secure; Path=/", kNow));
}

TEST(CookieJar, ForgetsWhatHasExpired) {
  CookieJar jar;
  jar.store(secure("a.org"), "short=1; Max-Age=10", kNow);
  jar.store(secure("a.org"), "session=1", kNow);
  EXPECT_EQ(jar.field(secure("a.org"), kNow + 9s), "short=1; session=1");
  EXPECT_EQ(jar.field(secure("a.org"), kNow + 10s), "session=1");
  EXPECT_EQ(jar.size(), 1U);
}

TEST(CookieJar, AServerTakesItsCookieBack) {
  CookieJar jar;
  jar.store(secure("a.org"), "id=7", kNow);
  EXPECT_TRUE(jar.store(secure("a.org"), "id=; Max-Age=0", kNow));
  EXPECT_EQ(jar.size(), 0U);
}

TEST(CookieJar, ACookieWithoutANameIsSentAsItsValue) {
  CookieJar jar;
  jar.store(secure("a.org"), "word", kNow);
  EXPECT_EQ(jar.field(secure("a.org"), kNow), "word");
}

TEST(CookieJar, IsBoundedForAHostAndInAll) {
  constexpr const char* kHosts[] = {"b.org", "c.org", "d.org", "e.org"};
  CookieJar jar({.count = 5, .count_per_host = 3});
  for (int i = 0; i < 4; ++i) {
    jar.store(secure("a.org"), "c" + std::to_string(i) + "=1", kNow);
    if (i == 2) static_cast<void>(jar.field(secure("a.org", "/"), kNow));
  }
  EXPECT_EQ(jar.size(), 3U);
  for (int i = 0; i < 4; ++i) jar.store(secure(kHosts[i]), "x=1", kNow);
  EXPECT_EQ(jar.size(), 5U);
}

TEST(CookieJar, PlainCookiesMakeRoomBeforeSecureOnes) {
  CookieJar jar({.count = 5, .count_per_host = 3});
  jar.store(secure("a.org"), "id=7; Secure", kNow);
  for (int i = 0; i < 10; ++i) jar.store(plain("a.org"), "c" + std::to_string(i) + "=1", kNow);
  EXPECT_EQ(jar.field(secure("a.org"), kNow), "id=7; c8=1; c9=1");
  for (int i = 0; i < 10; ++i) jar.store(plain("host" + std::to_string(i) + ".org"), "x=1", kNow);
  EXPECT_EQ(jar.field(secure("a.org"), kNow), "id=7");
  for (int i = 0; i < 3; ++i) jar.store(secure("a.org"), "s" + std::to_string(i) + "=1; Secure", kNow);
  EXPECT_EQ(jar.field(secure("a.org"), kNow), "s0=1; s1=1; s2=1");
}

TEST(CookieJar, TheLeastUsedMakesRoom) {
  CookieJar jar({.count = 2, .count_per_host = 2});
  jar.store(secure("a.org"), "x=1; Path=/x", kNow);
  jar.store(secure("a.org"), "y=1; Path=/y", kNow);
  EXPECT_EQ(jar.field(secure("a.org", "/x"), kNow), "x=1");
  jar.store(secure("a.org"), "z=1; Path=/z", kNow);
  EXPECT_EQ(jar.field(secure("a.org", "/x"), kNow), "x=1");
  EXPECT_EQ(jar.field(secure("a.org", "/y"), kNow), "");
}

}  // namespace
}  // namespace saki
