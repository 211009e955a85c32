// SPDX-License-Identifier: Apache-2.0
#include "host/rewrite_target.h"

#include <gmock/gmock.h>

namespace saki {
namespace {

using testing::HasSubstr;

const std::vector<std::string> kNames = {"name", "rest"};

RouteMatch match_of(std::string_view name, std::string_view rest) {
  RouteMatch match;
  match.parameter_count = 2;
  match.parameters[0] = {name.data(), name.size()};
  match.parameters[1] = {rest.data(), rest.size()};
  return match;
}

std::string location(std::string_view to, std::string_view name, std::string_view rest, std::string_view query = "") {
  const RewriteTarget target(to, kNames);
  EXPECT_EQ(target.mistake(), "") << to;
  return target.location(match_of(name, rest), query);
}

std::string mistake(std::string_view to) { return RewriteTarget(to, kNames).mistake(); }

TEST(RewriteTarget, IsFilledWithTheParametersPercentEncoded) {
  EXPECT_EQ(location("/new/{rest}", "n", "a/b c/%?"), "/new/a/b%20c/%25%3F");
  EXPECT_EQ(location("/{name}-{name}.html", "J\xC3\xB6rg", ""), "/J%C3%B6rg-J%C3%B6rg.html");
  EXPECT_EQ(location("https://example.org/{name}", "a&b", ""), "https://example.org/a%26b");
  EXPECT_EQ(location("/b\xC3\xBC"
                     "cher/%41",
                     "", ""),
            "/b%C3%BCcher/%41");
  EXPECT_EQ(location("https://example.org", "", ""), "https://example.org");
}

TEST(RewriteTarget, KeepsTheQueryUnlessItHasItsOwn) {
  EXPECT_EQ(location("/new", "", "", "a=1&b=%20"), "/new?a=1&b=%20");
  EXPECT_EQ(location("/new", "", "", ""), "/new");
  EXPECT_EQ(location("/new?x={name}&y", "a&b=c", "", "a=1"), "/new?x=a%26b%3Dc&y");
  EXPECT_EQ(location("/new?", "", "", "a=1"), "/new");
}

TEST(RewriteTarget, LeadsToNoHostThatTheClientChose) {
  EXPECT_EQ(location("/{rest}", "", "/evil.example"), "/evil.example");
  EXPECT_EQ(location("/{rest}", "", "//evil.example/"), "/evil.example/");
  EXPECT_EQ(location("/{name}{rest}", "", "/evil.example"), "/evil.example");
  EXPECT_EQ(location("/{rest}", "", "\\evil.example"), "/%5Cevil.example");
  EXPECT_EQ(location("/{rest}", "", "a\r\nSet-Cookie: x"), "/a%0D%0ASet-Cookie%3A%20x");
  EXPECT_EQ(location("/{rest}", "", "https://evil.example"), "/https%3A//evil.example");
  EXPECT_EQ(location("https://example.org/{rest}", "", "@evil.example"), "https://example.org/%40evil.example");
}

TEST(RewriteTarget, RefusesWhatIsNoPlaceOrLeavesItsHostOpen) {
  EXPECT_THAT(mistake("new"), HasSubstr("begins with a slash"));
  EXPECT_THAT(mistake(""), HasSubstr("begins with a slash"));
  EXPECT_THAT(mistake("ftp://example.org/"), HasSubstr("begins with a slash"));
  EXPECT_THAT(mistake("javascript:alert(1)"), HasSubstr("begins with a slash"));
  EXPECT_THAT(mistake("//example.org/"), HasSubstr("two slashes"));
  for (const char* to : {"https://{name}.example.org/", "https://{name}/", "https:///x", "https://user@example.org/", "http://"})
    EXPECT_THAT(mistake(to), HasSubstr("fixed name")) << to;
  for (const char* to : {"/a b", "/a\r\nb", "/a\\b", "/a#b", "/a\tb", "/\x7F"})
    EXPECT_THAT(mistake(to), HasSubstr("control character")) << to;
  for (const char* to : {"/%", "/%4", "/%zz"}) EXPECT_THAT(mistake(to), HasSubstr("hexadecimal")) << to;
  for (const char* to : {"/{name", "/}", "/a}b", "/{"}) EXPECT_THAT(mistake(to), HasSubstr("brace")) << to;
  EXPECT_THAT(mistake("/{other}"), HasSubstr("no parameter called \"other\" but name, rest"));
  EXPECT_EQ(mistake("/{rest...}"), "");
}

}  // namespace
}  // namespace saki
