// SPDX-License-Identifier: Apache-2.0
#include "saki/router.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace saki {
namespace {

class Table {
 public:
  Table(std::initializer_list<std::pair<Method, const char*>> routes) {
    for (const auto& [method, pattern] : routes) {
      router_.add(method, pattern, static_cast<std::uint32_t>(patterns_.size()));
      patterns_.emplace_back(pattern);
    }
    router_.check(mistakes);
  }

  // "PATTERN value value", "404" or "405 ALLOW".
  std::string find(Method method, std::string_view path) const {
    RouteMatch match;
    switch (router_.find(method, path, match)) {
      case RouteOutcome::NoPath: return "404";
      case RouteOutcome::NoMethod: return "405 " + match.allowed.text();
      case RouteOutcome::Found: break;
    }
    std::string text = patterns_[match.target];
    for (std::size_t i = 0; i < match.parameter_count; ++i) text += " " + std::string(match.parameters[i]);
    return text;
  }
  std::string get(std::string_view path) const { return find(Method::Get, path); }

  Diagnostics mistakes;

 private:
  Router router_;
  std::vector<std::string> patterns_;
};

std::vector<std::string> mistakes_of(std::initializer_list<std::pair<Method, const char*>> routes) {
  std::vector<std::string> texts;
  const Table table(routes);
  for (const Diagnostic& mistake : table.mistakes.list()) texts.push_back(mistake.code + ": " + mistake.text);
  return texts;
}

TEST(Router, PathsAreMatchedSegmentBySegment) {
  const Table table({{Method::Get, "/"}, {Method::Get, "/notes"}, {Method::Get, "/notes/"}, {Method::Get, "/notes/{id}/tags/{tag}"}});
  EXPECT_EQ(table.get("/"), "/");
  EXPECT_EQ(table.get("/notes"), "/notes");
  EXPECT_EQ(table.get("/notes/"), "/notes/");
  EXPECT_EQ(table.get("/notes/7/tags/a b"), "/notes/{id}/tags/{tag} 7 a b");
  for (const char* path : {"", "*", "/Notes", "/note", "/notess", "//notes", "/notes//", "/notes/7", "/notes/7/tags", "/notes/7/tags/",
                           "/notes//tags/a", "/notes/7/tags/a/"}) {
    EXPECT_EQ(table.get(path), "404") << path;
  }
}

TEST(Router, LiteralGoesBeforeTypedBeforeStringBeforeRest) {
  const Table table({{Method::Get, "/{rest...}"}, {Method::Get, "/{name}"}, {Method::Get, "/{id:int64}"}, {Method::Get, "/me"}});
  EXPECT_EQ(table.get("/me"), "/me");
  EXPECT_EQ(table.get("/42"), "/{id:int64} 42");
  EXPECT_EQ(table.get("/-9223372036854775808"), "/{id:int64} -9223372036854775808");
  EXPECT_EQ(table.get("/9223372036854775808"), "/{name} 9223372036854775808");
  EXPECT_EQ(table.get("/ann"), "/{name} ann");
  EXPECT_EQ(table.get("/a/b"), "/{rest...} a/b");
  EXPECT_EQ(table.get("/"), "/{rest...} ");
}

TEST(Router, AMissBehindAllParametersTouchesNothingElse) {
  std::string pattern;
  std::string path;
  for (char name = 'a'; name < 'a' + static_cast<char>(RouteMatch::kMaxParameters); ++name) {
    pattern += std::string("/{") + name + "}";
    path += std::string("/") + name;
  }
  Router router;
  router.add(Method::Get, pattern + "/end", 7);
  RouteMatch match;
  EXPECT_EQ(router.find(Method::Get, path + "/end", match), RouteOutcome::Found);
  EXPECT_EQ(match.parameter_count, RouteMatch::kMaxParameters);
  EXPECT_EQ(router.find(Method::Get, path + "/other", match), RouteOutcome::NoPath);
  EXPECT_TRUE(match.allowed.empty());  // It stands behind the parameters.
}

TEST(Router, AnEarlierChoiceIsTakenBackWhenItLeadsNowhere) {
  const Table table({{Method::Get, "/a/b/x"}, {Method::Get, "/a/{n:int32}/y"}, {Method::Get, "/{p}/b/z"}, {Method::Get, "/{p}/{q...}"}});
  EXPECT_EQ(table.get("/a/b/x"), "/a/b/x");
  EXPECT_EQ(table.get("/a/b/z"), "/{p}/b/z a");
  EXPECT_EQ(table.get("/a/1/y"), "/a/{n:int32}/y 1");
  EXPECT_EQ(table.get("/a/1/z"), "/{p}/{q...} a 1/z");
  EXPECT_EQ(table.get("/a"), "404");
}

TEST(Router, EveryTypeKnowsItsOwn) {
  const Table table({{Method::Get, "/u/{x:uuid}"},
                     {Method::Get, "/d/{x:date}"},
                     {Method::Get, "/t/{x:timestamp}"},
                     {Method::Get, "/b/{x:bool}"},
                     {Method::Get, "/p/{x:duration}"},
                     {Method::Get, "/f/{x:double}"},
                     {Method::Get, "/i/{x:uint32}"},
                     {Method::Get, "/y/{x:bytes}"},
                     {Method::Get, "/e/{x:email}"},
                     {Method::Get, "/s/{x:string}"}});
  EXPECT_TRUE(table.mistakes.empty());
  for (const char* path : {"/u/f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "/d/2026-11-20", "/t/2026-11-20T12:00:00Z", "/b/true", "/p/1h30m",
                           "/f/-1.5e3", "/i/7", "/y/Zg==", "/e/a@b", "/s/x"}) {
    EXPECT_NE(table.get(path), "404") << path;
  }
  for (const char* path : {"/u/x", "/d/2026-02-30", "/t/2026-11-20", "/b/1", "/p/1", "/f/x", "/i/-1", "/y/Z", "/e/a", "/s/"})
    EXPECT_EQ(table.get(path), "404") << path;
}

TEST(Router, AnEnumTakesItsWordsAndNoOthers) {
  const Table table({{Method::Get, "/{state:enum(open|in-work|done)}"},
                     {Method::Post, "/{name}"},
                     {Method::Get, "/a/{one:enum(x)}"},
                     {Method::Get, "/a/{two:enum(y|z)}"},
                     {Method::Get, "/a/{id:int32}"}});
  EXPECT_EQ(table.mistakes.text(), "");
  EXPECT_EQ(table.get("/open"), "/{state:enum(open|in-work|done)} open");
  EXPECT_EQ(table.get("/in-work"), "/{state:enum(open|in-work|done)} in-work");
  EXPECT_EQ(table.get("/done"), "/{state:enum(open|in-work|done)} done");
  EXPECT_EQ(table.get("/Open"), "405 POST, OPTIONS");
  EXPECT_EQ(table.get("/a/x"), "/a/{one:enum(x)} x");
  EXPECT_EQ(table.get("/a/z"), "/a/{two:enum(y|z)} z");
  EXPECT_EQ(table.get("/a/7"), "/a/{id:int32} 7");
  EXPECT_EQ(table.get("/a/w"), "404");
}

TEST(Router, EnumsConflictWithWhateverTakesOneOfTheirWords) {
  EXPECT_EQ(mistakes_of({{Method::Get, "/{a:enum(x|y)}"}, {Method::Get, "/{b:enum(y|z)}"}}).size(), 1U);
  EXPECT_EQ(mistakes_of({{Method::Get, "/{a:bool}"}, {Method::Get, "/{b:enum(false|perhaps)}"}}).size(), 1U);
  EXPECT_EQ(mistakes_of({{Method::Get, "/{a:enum(a@b.c)}"}, {Method::Get, "/{b:email}"}}).size(), 1U);
  EXPECT_TRUE(mistakes_of({{Method::Get, "/{a:enum(x|y)}"}, {Method::Get, "/{b:uuid}"}, {Method::Get, "/x"}}).empty());
}

TEST(Router, AnotherMethodOnAKnownPathIsToldWhatIsAllowed) {
  const Table table({{Method::Get, "/notes/{id:int64}"},
                     {Method::Delete, "/notes/{id:int64}"},
                     {Method::Put, "/notes/{name}"},
                     {Method::Post, "/notes"}});
  EXPECT_EQ(table.find(Method::Post, "/notes/7"), "405 GET, HEAD, PUT, DELETE, OPTIONS");
  EXPECT_EQ(table.find(Method::Get, "/notes/x"), "405 PUT, OPTIONS");
  EXPECT_EQ(table.find(Method::Get, "/notes"), "405 POST, OPTIONS");
  EXPECT_EQ(table.find(Method::Options, "/notes/7"), "405 GET, HEAD, PUT, DELETE, OPTIONS");
  EXPECT_EQ(table.find(Method::Other, "/notes"), "405 POST, OPTIONS");
  EXPECT_EQ(table.find(Method::Put, "/notes/7"), "/notes/{name} 7");
}

TEST(Router, HeadIsAnsweredByGetUnlessItHasItsOwnRoute) {
  const Table table({{Method::Get, "/a"}, {Method::Get, "/b"}, {Method::Head, "/b"}});
  EXPECT_EQ(table.find(Method::Head, "/a"), "/a");
  EXPECT_EQ(table.find(Method::Head, "/b"), "/b");
}

TEST(Router, RoutesThatFitEquallyAreConflicts) {
  EXPECT_EQ(mistakes_of({{Method::Get, "/users/{id}"}, {Method::Get, "/users/{name}"}}),
            std::vector<std::string>{"route-conflict: a path can fit both GET /users/{id} and GET /users/{name}"});
  EXPECT_EQ(mistakes_of({{Method::Get, "/a"}, {Method::Get, "/a"}}),
            std::vector<std::string>{"route-duplicate: a path can fit both GET /a and GET /a"});
  EXPECT_EQ(mistakes_of({{Method::Get, "/{a:int32}"}, {Method::Get, "/{b:uint64}"}}).size(), 1U);
  EXPECT_EQ(mistakes_of({{Method::Get, "/{a:uuid}"}, {Method::Get, "/{b:uri}"}}).size(), 1U);
  EXPECT_TRUE(
      mistakes_of(
          {{Method::Get, "/{a:int32}"}, {Method::Get, "/{b:uuid}"}, {Method::Get, "/{c}"}, {Method::Get, "/{d...}"}, {Method::Get, "/e"}})
          .empty());
  EXPECT_TRUE(mistakes_of({{Method::Get, "/{a}"}, {Method::Put, "/{b}"}, {Method::Get, "/{a}/x"}, {Method::Get, "/{b}/y"}}).empty());
}

TEST(Router, PatternsOutsideTheGrammarAreAllReported) {
  const std::vector<std::string> mistakes = mistakes_of({{Method::Get, "a"},
                                                         {Method::Get, ""},
                                                         {Method::Get, "/{}"},
                                                         {Method::Get, "/{1a}"},
                                                         {Method::Get, "/{a:color}"},
                                                         {Method::Get, "/{a...}/b"},
                                                         {Method::Get, "/a//b"},
                                                         {Method::Get, "/{a}/{a}"},
                                                         {Method::Get, "/x{a}"},
                                                         {Method::Get, "/a?b"},
                                                         {Method::Get, "/a%20b"},
                                                         {Method::Get, "/../a"},
                                                         {Method::Get, "/a/./b"},
                                                         {Method::Get, "/a\\b"},
                                                         {Method::Get, "/\xFF"},
                                                         {Method::Get, "/{a b}"},
                                                         {Method::Get, "/{a:}"}});
  EXPECT_EQ(mistakes.size(), 17U);
  EXPECT_EQ(mistakes[4], "route-pattern: the path of GET /{a:color} is no pattern: the type \"color\" is not one that a path can hold");
  std::string long_pattern;
  for (int i = 0; i < 17; ++i) long_pattern += "/{p" + std::to_string(i) + "}";
  EXPECT_EQ(mistakes_of({{Method::Get, long_pattern.c_str()}}).size(), 1U);
}

TEST(Router, LiteralsOfEverySizeAreToldApart) {
  for (std::size_t size = 1; size <= 24; ++size) {
    const std::string literal(size, 'a');
    const std::string pattern = "/" + literal + "/{id}/" + literal;
    const Table table({{Method::Get, pattern.c_str()}});
    const std::vector<char> path(pattern.begin(), pattern.end());  // Nothing stands behind its end.
    EXPECT_EQ(table.get({path.data(), path.size()}), pattern + " {id}");
    for (std::size_t at = 0; at < size; ++at) {
      for (const std::size_t place : {at + 1, path.size() - 1 - at}) {
        std::vector<char> other = path;
        other[place] = 'b';
        EXPECT_EQ(table.get({other.data(), other.size()}), "404") << std::string_view(other.data(), other.size());
      }
    }
    EXPECT_EQ(table.get({path.data(), path.size() - 1}), "404");
    EXPECT_EQ(table.get(pattern + "a"), "404");
  }
}

TEST(Router, ParameterNamesAreTold) {
  EXPECT_EQ(Router::parameter_names("/a/{b}/{c:int64}/{d...}"), (std::vector<std::string>{"b", "c", "d"}));
  EXPECT_TRUE(Router::parameter_names("nonsense").empty());
}

}  // namespace
}  // namespace saki
