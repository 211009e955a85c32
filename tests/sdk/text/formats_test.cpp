// SPDX-License-Identifier: Apache-2.0
#include "saki/formats.h"

#include <gtest/gtest.h>

#include <string>

namespace saki {
namespace {

using namespace std::string_literals;

TEST(Formats, EmailTakesWhatABrowserTakes) {
  for (const std::string& text : {"a@b"s, "ann.lee+saki@example.org"s, "o'neil@x-y.example"s, std::string(64, 'l') + "@example.org"}) {
    EXPECT_TRUE(is_email(text)) << text;
  }
  for (const std::string& text :
       {""s, "a"s, "@b"s, "a@"s, "a@b@c"s, "a b@c"s, "a@-b"s, "a@b-"s, "a@b..c"s, "a@.b"s, "ä@b"s, "a@b\0"s, std::string(65, 'l') + "@b",
        "a@" + std::string(64, 'd'), "a@" + std::string(200, 'd') + "." + std::string(60, 'd')}) {
    EXPECT_FALSE(is_email(text)) << text;
  }
}

TEST(Formats, UriNeedsASchemeAndOnlyAllowedCharacters) {
  for (const char* text : {"http://example.org/", "https://user:pw@example.org:8080/a/b?c=d#e", "mailto:ann@example.org",
                           "urn:isbn:0451450523", "http://[::1]:80/", "http://[2001:db8::7]/c=GB?objectClass?one", "file:///etc/hosts",
                           "tel:+1-816-555-1212", "a:", "http://a/%20", "http://xn--bcher-kva.example/", "ldap://h?q#f?g"}) {
    EXPECT_TRUE(is_uri(text)) << text;
  }
  for (const char* text : {"", "example.org", "/a/b", "//host/x", "1http://x", ":x", "http://a b/", "http://a/%2", "http://a/%zz",
                           "http://a/\"x\"", "http://a:port/", "http://[::1/", "http://[::1]x/", "http://[]/", "http://a/<b>",
                           "http://a/#b#c", "http://bücher.example/", "http://a/\n", "ht tp:x"}) {
    EXPECT_FALSE(is_uri(text)) << text;
  }
  EXPECT_FALSE(is_uri("a:" + std::string(8000, 'x')));
}

TEST(Formats, PathRefusesControlCharactersAndTheWayUp) {
  for (const char* text : {"a", "/a/b", "./a", "a/...", "a/..b", "a b/ü", "/"}) EXPECT_TRUE(is_path(text)) << text;
  for (const std::string& text : {""s, ".."s, "../a"s, "a/../b"s, "a/.."s, "a\nb"s, "a\0b"s, "\x7f"s, std::string(4097, 'a')}) {
    EXPECT_FALSE(is_path(text)) << testing::PrintToString(text);
  }
}

}  // namespace
}  // namespace saki
