// SPDX-License-Identifier: Apache-2.0
//
// The automaton against a matcher made straight from the meaning of each construct: sets of places in the text.
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>

#include "pattern/pattern_tree.h"
#include "saki/pattern.h"

namespace saki {
namespace {

using Places = std::set<std::size_t>;
using Kind = PatternNode::Kind;

Places after(const PatternNode& node, const Places& before, const std::string& text);

// `rounds` more rounds at most; places that come again lead nowhere new.
Places repeated(const PatternNode& node, Places places, const std::string& text) {
  for (std::uint32_t i = 0; i < node.least; ++i) places = after(node.parts[0], places, text);
  Places all = places;
  for (std::uint32_t i = node.least; i < node.most && !places.empty(); ++i) {
    places = after(node.parts[0], places, text);
    const std::size_t known = all.size();
    all.insert(places.begin(), places.end());
    if (all.size() == known) break;
  }
  return all;
}

bool takes(const PatternNode& node, char c) {
  if (node.kind == Kind::AnyButLineEnd) return c != '\n';
  if (node.kind == Kind::CodePoint) return node.code_point == static_cast<unsigned char>(c);
  for (const Pattern::Range& range : node.ranges) {
    if (static_cast<unsigned char>(c) >= range.first && static_cast<unsigned char>(c) <= range.last) return true;
  }
  return false;
}

Places after(const PatternNode& node, const Places& before, const std::string& text) {
  Places places;
  switch (node.kind) {
    case Kind::Begin:
      if (before.contains(0)) places.insert(0);
      return places;
    case Kind::End:
      if (before.contains(text.size())) places.insert(text.size());
      return places;
    case Kind::Sequence:
      places = before;
      for (const PatternNode& part : node.parts) places = after(part, places, text);
      return places;
    case Kind::Alternation:
      for (const PatternNode& part : node.parts) places.merge(after(part, before, text));
      return places;
    case Kind::Repeat: return repeated(node, before, text);
    default:
      for (const std::size_t at : before) {
        if (at < text.size() && takes(node, text[at])) places.insert(at + 1);
      }
      return places;
  }
}

class RandomPatterns {
 public:
  explicit RandomPatterns(std::uint32_t seed) : random_(seed) {}

  std::string pattern(int depth) {
    std::string text = sequence(depth);
    while (below(4) == 0) text += "|" + sequence(depth);
    return text;
  }
  std::string text() {
    std::string text;
    for (std::size_t i = below(9); i > 0; --i) text += "aabbc\n"[below(6)];
    return text;
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }
  std::string sequence(int depth) {
    std::string text;
    for (std::size_t i = below(4); i > 0; --i) text += below(8) == 0 ? (below(2) == 0 ? "^" : "$") : atom(depth) + quantifier();
    return text;
  }
  std::string atom(int depth) {
    static const char* const kAtoms[] = {"a", "b", ".", "[ab]", "[^a]", "\\w", "[b-c]", "\\n"};
    return depth > 0 && below(3) == 0 ? "(" + pattern(depth - 1) + ")" : kAtoms[below(8)];
  }
  std::string quantifier() {
    static const char* const kQuantifiers[] = {"", "", "", "?", "*", "+", "{2}", "{1,}", "{0,2}", "{2,3}", "{0}", "{0,}"};
    return kQuantifiers[below(12)];
  }
  std::mt19937 random_;
};

TEST(PatternRandom, TheAutomatonAgreesWithTheMeaning) {
  RandomPatterns source(5);
  int matched = 0;
  int compared = 0;
  for (int round = 0; round < 4000; ++round) {
    const std::string pattern = source.pattern(3);
    const Result<PatternNode> tree = parse_pattern(pattern);
    const Result<Pattern> compiled = Pattern::compile(pattern);
    if (!tree || !compiled) {
      ASSERT_TRUE(pattern.empty() || compiled.error() == Error::Exhausted) << pattern;
      continue;
    }
    for (int i = 0; i < 6; ++i) {
      const std::string text = source.text();
      Places anywhere;
      for (std::size_t at = 0; at <= text.size(); ++at) anywhere.insert(at);
      const bool expected = !after(*tree, anywhere, text).empty();
      ASSERT_EQ(compiled->matches(text), expected) << pattern << " on " << testing::PrintToString(text);
      matched += expected ? 1 : 0;
      ++compared;
    }
  }
  EXPECT_GT(compared, 15'000);
  EXPECT_GT(matched, compared / 10);
  EXPECT_LT(matched, compared * 9 / 10);
}

}  // namespace
}  // namespace saki
