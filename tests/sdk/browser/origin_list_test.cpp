// SPDX-License-Identifier: Apache-2.0
#include "browser/origin_list.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

TEST(OriginList, HasWhatWasNamedByteForByte) {
  const OriginList list({"https://example.org", "http://localhost:5173", "http://[::1]:8080"});
  EXPECT_TRUE(list.has("https://example.org"));
  EXPECT_TRUE(list.has("http://localhost:5173"));
  EXPECT_TRUE(list.has("http://[::1]:8080"));
  for (const char* other :
       {"http://example.org", "https://example.org:8443", "https://example.org/", "https://EXAMPLE.org", "https://example.orgs",
        "https://xexample.org", "https://example.org.evil.net", "https://a.example.org", "null", "", "https://"}) {
    EXPECT_FALSE(list.has(other)) << other;
  }
}

TEST(OriginList, AStarIsOneLabelAndNothingElse) {
  const OriginList list({"https://*.example.org", "http://*.test.local:81"});
  EXPECT_TRUE(list.has("https://a.example.org"));
  EXPECT_TRUE(list.has("https://a-b_1.example.org"));
  EXPECT_TRUE(list.has("http://x.test.local:81"));
  for (const char* other :
       {"https://example.org", "https://.example.org", "https://a.b.example.org", "https://evil.net#.example.org",
        "https://evil.net/.example.org", "https://user@x.example.org", "https://evil.net:80.example.org", "https://a.example.org:81",
        "http://a.example.org", "https://a.example.org.evil.net", "https://A.example.org", "http://x.test.local", "https://aexample.org"}) {
    EXPECT_FALSE(list.has(other)) << other;
  }
}

TEST(OriginList, AnyIsEverySite) {
  const OriginList list({"*"});
  EXPECT_TRUE(list.any());
  EXPECT_TRUE(list.has("https://example.org"));
}

TEST(OriginList, NamesWhatBrowsersWouldSend) {
  for (const char* good : {"https://example.org", "http://localhost", "http://localhost:3000", "https://*.example.org",
                           "https://*.a.example.org:8443", "http://127.0.0.1:8080", "http://[::1]", "*"}) {
    EXPECT_TRUE(OriginList::fits(good)) << good;
  }
  for (const char* bad : {"",
                          "null",
                          "example.org",
                          "https://",
                          "https://example.org/",
                          "https://example.org:443",
                          "http://example.org:80",
                          "https://example.org:",
                          "https://example.org:080",
                          "https://example.org:123456",
                          "ftp://example.org",
                          "https://*",
                          "https://*.org",
                          "https://a.*.org",
                          "https://*a.example.org",
                          "https://example..org",
                          "https://Example.org",
                          "https://user@example.org",
                          "https://example.org https://b.example",
                          "http://[::1",
                          "https://*.*.example.org"}) {
    EXPECT_FALSE(OriginList::fits(bad)) << bad;
  }
}

TEST(OriginListDeathTest, WhatNamesNoSiteIsAProgrammingError) {
  OriginList list;
  EXPECT_DEATH(list.add("example.org"), "an origin reads");
}

}  // namespace
}  // namespace saki
