// SPDX-License-Identifier: Apache-2.0
#include "saki/client/url.h"

#include <gmock/gmock.h>

#include "saki/client/uri_reference.h"

namespace saki::client {
namespace {

TEST(UriReference, TakesApartWhatTheGrammarNames) {
  const auto parts = UriReference::parse("foo://example.com:8042/over/there?name=ferret#nose");  // RFC 3986 section 3.
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->scheme, "foo");
  EXPECT_EQ(parts->authority, "example.com:8042");
  EXPECT_EQ(parts->path, "/over/there");
  EXPECT_EQ(parts->query, "name=ferret");
  EXPECT_EQ(parts->fragment, "nose");

  const auto relative = UriReference::parse("a/b:c?");
  ASSERT_TRUE(relative);
  EXPECT_FALSE(relative->scheme || relative->authority || relative->fragment);
  EXPECT_EQ(relative->path, "a/b:c");
  EXPECT_EQ(relative->query, "");
}

TEST(UriReference, RefusesEveryByteOutsideThePartItStandsIn) {
  for (const char* text : {" a",   "a b", "a\\b", "a\"b", "<a>",  "a^b", "a`b",  "a{b}",   "a|b",      "a[b]", "?a[b]",
                           "#a#b", "a%",  "a%2",  "a%2g", "1a:b", ":a",  "a\tb", "a\r\nb", "\xc3\xa4", "a\x7f"}) {
    EXPECT_FALSE(UriReference::parse(text)) << text;
  }
  EXPECT_FALSE(UriReference::parse(std::string_view("a\0b", 3)));
}

TEST(Url, NamesSchemeHostPortAndTarget) {
  const Result<Url> url = Url::parse("HTTPS://Example.ORG:8443/a/b?c=d&e#f");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->scheme(), "https");
  EXPECT_TRUE(url->is_secure());
  EXPECT_EQ(url->host(), "example.org");
  EXPECT_EQ(url->port(), 8443);
  EXPECT_EQ(url->target(), "/a/b?c=d&e");
  EXPECT_EQ(url->path(), "/a/b");
  EXPECT_EQ(url->query(), "c=d&e");
  EXPECT_EQ(url->fragment(), "f");
  EXPECT_EQ(url->text(), "https://example.org:8443/a/b?c=d&e#f");
  EXPECT_EQ(url->origin().text(), "https://example.org:8443");
}

TEST(Url, APortThatIsTheSchemesOwnIsNotWritten) {
  EXPECT_EQ(Url::parse("http://a:80")->text(), "http://a/");
  EXPECT_EQ(Url::parse("http://a:")->port(), 80);
  EXPECT_EQ(Url::parse("https://a:80")->origin().authority(), "a:80");
  EXPECT_EQ(Url::parse("wss://a")->port(), 443);
  EXPECT_EQ(Url::parse("ws://a:443")->origin(), (Origin{false, "a", 443}));
}

TEST(Url, AddressesHaveOneWriting) {
  EXPECT_EQ(Url::parse("http://[::0:1]:81/")->host(), "::1");
  EXPECT_EQ(Url::parse("http://[::1]:81/")->origin().authority(), "[::1]:81");
  EXPECT_EQ(Url::parse("http://127.0.0.1/")->host(), "127.0.0.1");
}

TEST(Url, RefusesHostsThatTwoReadersUnderstandDifferently) {
  for (const char* text : {"http://127.1/",
                           "http://2130706433/",
                           "http://0x7f.1/",
                           "http://0x7f000001/",
                           "http://0177.0.0.1/",
                           "http://127.0.0.1./",
                           "http://256.1.1.1/",
                           "http://1.2.3/",
                           "http://1.2.3.4.5/",
                           "http://a.0x1/",
                           "http://[::1",
                           "http://[::1]a/",
                           "http://[127.0.0.1]/",
                           "http://[fe80::1%25eth0]/",
                           "http://::1/",
                           "http://a%2eb/",
                           "http://a..b/",
                           "http://.a/",
                           "http:///a",
                           "http://",
                           "http://:80/",
                           "http://a:65536/",
                           "http://a:0/",
                           "http://a:8a/",
                           "http://a:-1/",
                           "http://a:80:80/",
                           "http://a b/",
                           "http://a\\@b/",
                           "http://a@b@c/",
                           "http://[a@b]/",
                           "http://a;b/",
                           "http://a,b/",
                           "http://*/"}) {
    EXPECT_FALSE(Url::parse(text)) << text;
  }
}

TEST(Url, RefusesOtherSchemesAndNoScheme) {
  for (const char* text :
       {"ftp://a/", "file:///etc/passwd", "javascript:alert(1)", "//a/", "/a", "a", "", "http:a", "http:/a", "gopher://a", "data:,x"}) {
    EXPECT_FALSE(Url::parse(text)) << text;
  }
}

TEST(Url, UserinfoIsKeptApartAndNeverInText) {
  const Result<Url> url = Url::parse("http://me:p%40ss@a/");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->userinfo(), "me:p%40ss");
  EXPECT_EQ(url->host(), "a");
  EXPECT_EQ(url->text(), "http://a/");
  EXPECT_EQ(url->without_userinfo().userinfo(), "");
}

TEST(Url, LongerThanTheBoundIsExhausted) {
  EXPECT_EQ(Url::parse("http://a/" + std::string(Url::kMostBytes, 'x')).error(), Error::Exhausted);
  EXPECT_EQ(Url::parse("http://a/")->resolve(std::string(Url::kMostBytes + 1, 'x')).error(), Error::Exhausted);
}

// The examples of RFC 3986 sections 5.4.1 and 5.4.2.
TEST(Url, ResolvesReferencesAsTheStandardsExamplesSay) {
  const Url base = Url::parse("http://a/b/c/d;p?q").value();
  const std::pair<const char*, const char*> examples[]{{"g", "http://a/b/c/g"},
                                                       {"./g", "http://a/b/c/g"},
                                                       {"g/", "http://a/b/c/g/"},
                                                       {"/g", "http://a/g"},
                                                       {"//g", "http://g/"},
                                                       {"?y", "http://a/b/c/d;p?y"},
                                                       {"g?y", "http://a/b/c/g?y"},
                                                       {"#s", "http://a/b/c/d;p?q#s"},
                                                       {"g#s", "http://a/b/c/g#s"},
                                                       {"g?y#s", "http://a/b/c/g?y#s"},
                                                       {";x", "http://a/b/c/;x"},
                                                       {"g;x", "http://a/b/c/g;x"},
                                                       {"g;x?y#s", "http://a/b/c/g;x?y#s"},
                                                       {"", "http://a/b/c/d;p?q"},
                                                       {".", "http://a/b/c/"},
                                                       {"./", "http://a/b/c/"},
                                                       {"..", "http://a/b/"},
                                                       {"../", "http://a/b/"},
                                                       {"../g", "http://a/b/g"},
                                                       {"../..", "http://a/"},
                                                       {"../../", "http://a/"},
                                                       {"../../g", "http://a/g"},
                                                       {"../../../g", "http://a/g"},
                                                       {"../../../../g", "http://a/g"},
                                                       {"/./g", "http://a/g"},
                                                       {"/../g", "http://a/g"},
                                                       {"g.", "http://a/b/c/g."},
                                                       {".g", "http://a/b/c/.g"},
                                                       {"g..", "http://a/b/c/g.."},
                                                       {"..g", "http://a/b/c/..g"},
                                                       {"./../g", "http://a/b/g"},
                                                       {"./g/.", "http://a/b/c/g/"},
                                                       {"g/./h", "http://a/b/c/g/h"},
                                                       {"g/../h", "http://a/b/c/h"},
                                                       {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
                                                       {"g;x=1/../y", "http://a/b/c/y"},
                                                       {"g?y/./x", "http://a/b/c/g?y/./x"},
                                                       {"g#s/../x", "http://a/b/c/g#s/../x"},
                                                       {"https://x/y", "https://x/y"},
                                                       {"%2e%2E/g", "http://a/b/g"}};
  for (const auto& [reference, expected] : examples) {
    const Result<Url> url = base.resolve(reference);
    ASSERT_TRUE(url) << reference;
    EXPECT_EQ(url->text(), expected) << reference;
  }
  EXPECT_FALSE(base.resolve("http:g"));  // Strict: no base of the same scheme is taken for it.
  EXPECT_FALSE(base.resolve("g h"));
  EXPECT_FALSE(base.resolve("ftp://a/"));
}

}  // namespace
}  // namespace saki::client
