// SPDX-License-Identifier: Apache-2.0
#include "saki/pattern.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace saki {
namespace {

using namespace std::string_literals;

struct Case {
  std::string pattern;
  std::vector<std::string> matching;
  std::vector<std::string> others;
};

TEST(Pattern, MeansWhatEcmascriptMeans) {
  const std::vector<Case> cases = {
      {"b", {"b", "abc"}, {"", "a"}},
      {"^b$", {"b"}, {"ab", "bc", ""}},
      {"^a*$", {"", "aaa"}, {"ab"}},
      {"^a+$", {"a", "aa"}, {"", "b"}},
      {"^ab?c$", {"ac", "abc"}, {"abbc"}},
      {"^a{2}$", {"aa"}, {"a", "aaa"}},
      {"^a{2,}$", {"aa", "aaaa"}, {"a", ""}},
      {"^a{0,2}$", {"", "a", "aa"}, {"aaa"}},
      {"^a{0,}$", {"", "aaa"}, {"b"}},
      {"^xa{0}y$", {"xy"}, {"xay"}},
      {"^(a|bc)+$", {"a", "bc", "abca"}, {"", "b", "ac"}},
      {"^(?:a|)b$", {"b", "ab"}, {"aab"}},
      {"a|^$", {"", "xa"}, {"x"}},
      {"^()*$", {""}, {"a"}},
      {"^(a*)*$", {"", "aaaa"}, {"ab"}},
      {"^(a?){3}b$", {"b", "ab", "aaab"}, {"aaaab"}},
      {"^[abc-e]$", {"a", "d"}, {"f", "-"}},
      {"^[^a-z]$", {"A", "é", "\n"}, {"a", "z", ""}},
      {"^[-a]$", {"-", "a"}, {"b"}},
      {"^[a-]$", {"-", "a"}, {"b"}},
      {"^[^-]$", {"a"}, {"-"}},
      {"^[a\\-c]$", {"-", "a", "c"}, {"b"}},
      {"^[+--]$", {"+", ",", "-"}, {"."}},
      {"^[\\]\\\\^]$", {"]", "\\", "^"}, {"["}},
      {"^[[.$|(){}*+?]$", {"[", ".", "?"}, {"a"}},
      {"^[\\d_]+$", {"0_9"}, {"a"}},
      {"^\\d{4}-\\d{2}$", {"2026-11"}, {"2026-1", "٢٠٢٦-11"}},
      {"^\\w+$", {"a_Z9"}, {"é", "-"}},
      {"^\\W$", {"é", "-"}, {"_"}},
      {"^\\D\\S$", {"ab"}, {"1b", "a "}},
      {"^\\s+$", {" \t\n\r\v\f", "\u00a0\u3000\ufeff\u2029"}, {"a", "\u200b"}},
      {"^.$", {"a", "é", "😀", "\0"s}, {"\n", "\r", "\u2028", "ab"}},
      {"^\\u00e9\\t\\/$", {"é\t/"}, {"e\t/"}},
      {"^é+$", {"éé"}, {"e"}},
      {"^[а-я]+$", {"привет"}, {"Привет"}},
      {"\\.\\*\\^\\$", {"a.*^$b"}, {".*"}},
      {"^[a-z0-9]+(?:-[a-z0-9]+)*$", {"a", "a-b", "x1-y2-z3"}, {"", "-a", "a-", "a--b", "A"}},
      {"a^b", {}, {"ab", "a^b"}},
      {"^^a$$", {"a"}, {"aa"}},
  };
  for (const Case& item : cases) {
    const Result<Pattern> pattern = Pattern::compile(item.pattern);
    ASSERT_TRUE(pattern) << item.pattern;
    for (const std::string& text : item.matching)
      EXPECT_TRUE(pattern->matches(text)) << item.pattern << " on " << testing::PrintToString(text);
    for (const std::string& text : item.others)
      EXPECT_FALSE(pattern->matches(text)) << item.pattern << " on " << testing::PrintToString(text);
  }
}

TEST(Pattern, WhatIsOutsideTheGrammarIsRefusedWithItsPlace) {
  const std::vector<std::pair<std::string, int>> cases = {
      {"", 0},        {"*", 0},       {"a**", 2},     {"a+?", 2},   {"^*", 1},  {"a{", 2},  {"a{1", 3},    {"a{,2}", 2},
      {"a{2,1}", 6},  {"{", 0},       {"}", 0},       {"]", 0},     {"(", 1},   {")", 0},   {"(a", 2},     {"a)", 1},
      {"(?=a)", 1},   {"(?!a)", 1},   {"(?<n>a)", 1}, {"\\", 1},    {"\\1", 1}, {"\\b", 1}, {"\\p{L}", 1}, {"\\x41", 1},
      {"\\cA", 1},    {"\\u12", 4},   {"\\ud800", 6}, {"[", 1},     {"[]", 1},  {"[^]", 2}, {"[a", 2},     {"[z-a]", 4},
      {"[a-c-e]", 5}, {"[\\d-x]", 3}, {"[a-\\d]", 4}, {"[\\q]", 2}, {"\\a", 1}, {"\\-", 1}, {"a\\", 2}};
  for (const auto& [text, place] : cases) {
    const Result<Pattern> pattern = Pattern::compile(text);
    ASSERT_FALSE(pattern) << text;
    EXPECT_EQ(pattern.error(), Error::Invalid) << text;
    EXPECT_EQ(pattern.error().detail(), place) << text;
  }
  EXPECT_FALSE(Pattern::compile("\xFF"));
}

TEST(Pattern, EachBoundHolds) {
  EXPECT_TRUE(Pattern::compile(std::string(1000, 'a')));
  EXPECT_EQ(Pattern::compile(std::string(1001, 'a')).error(), Error::Exhausted);
  EXPECT_TRUE(Pattern::compile(std::string(32, '(') + "a" + std::string(32, ')')));
  EXPECT_EQ(Pattern::compile(std::string(33, '(') + "a" + std::string(33, ')')).error(), Error::Exhausted);
  EXPECT_TRUE(Pattern::compile("a{1000}"));
  EXPECT_EQ(Pattern::compile("a{1001}").error(), Error::Exhausted);
  EXPECT_EQ(Pattern::compile("a{99999999999999999999}").error(), Error::Exhausted);
  EXPECT_EQ(Pattern::compile("(((a{1000}){1000}){1000}){1000}").error(), Error::Exhausted);
}

TEST(Pattern, StatesAreCountedAsTheGrammarSays) {
  const std::vector<std::pair<std::string, std::size_t>> cases = {
      {"a", 2},     {"abc", 4},   {"a|b|c", 6},  {"a?", 3},          {"a*", 3},        {"a+", 3},   {"a{3}", 4},
      {"a{3,}", 5}, {"a{0,}", 3}, {"a{2,4}", 7}, {"^[a-z]+\\d$", 6}, {"(ab|c){2}", 9}, {"a{0}", 1}, {"(a{10}){409}", 4091}};
  for (const auto& [text, states] : cases) EXPECT_EQ(Pattern::compile(text).value().state_count(), states) << text;
  EXPECT_EQ(Pattern::compile("(?:a{65}){63}").value().state_count(), 4096U);
  EXPECT_FALSE(Pattern::compile("(?:a{64}){64}"));
}

TEST(Pattern, TakesTimeLinearInTheText) {
  const Pattern pattern("^(a+)+$");
  const std::string text = std::string(100'000, 'a') + "b";  // Exponential for a backtracking matcher.
  EXPECT_FALSE(pattern.matches(text));
  EXPECT_FALSE(Pattern("(a?){500}a{500}$").matches(std::string(499, 'a')));
}

}  // namespace
}  // namespace saki
