// SPDX-License-Identifier: Apache-2.0
#include "config/yaml_reader.h"

#include <gmock/gmock.h>

#include "config_test.h"

namespace saki {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(YamlReader, RefusesAnchorsAliasesAndTagsByNameAndReadsOn) {
  EXPECT_EQ(mistakes_of_yaml("a: &x 1\nb: *x\nc: !!str 5\nd: [&y {e: !f 1}]\n"),
            "c.yaml:1:4: error[yaml-anchor]: anchors (`&name`) are not part of configurations\n"
            "  hint: write the values out\n"
            "c.yaml:2:4: error[yaml-alias]: aliases (`*name`) are not part of configurations\n"
            "  hint: write the values out\n"
            "c.yaml:3:4: error[yaml-tag]: tags are not part of configurations, found `tag:yaml.org,2002:str`\n"
            "  hint: quote the value if the `!` belongs to it\n"
            "c.yaml:4:5: error[yaml-anchor]: anchors (`&name`) are not part of configurations\n"
            "  hint: write the values out\n"
            "c.yaml:4:12: error[yaml-tag]: tags are not part of configurations, found `!f`\n"
            "  hint: quote the value if the `!` belongs to it\n");
}

TEST(YamlReader, RefusesMergeKeysDuplicateKeysAndKeysThatAreNoText) {
  EXPECT_EQ(mistakes_of_yaml("a: 1\n<<: {b: 1}\na: 2\n[c]: 3\n"),
            "c.yaml:2:1: error[yaml-merge]: merge keys (`<<`) are not part of configurations\n"
            "  hint: write the values out\n"
            "c.yaml:3:1: error[duplicate-key]: `a` is given twice\n"
            "  hint: the first is in line 1\n"
            "c.yaml:4:1: error[yaml-key]: a key must be a text\n"
            "  hint: quote it if the brackets belong to it\n");
}

TEST(YamlReader, RefusesASecondDocumentAndTagDirectives) {
  EXPECT_THAT(mistakes_of_yaml("a: 1\n---\nb: 2\n"), StartsWith("c.yaml:2:1: error[yaml-documents]"));
  EXPECT_THAT(mistakes_of_yaml("%TAG ! tag:example.org,2026:\n---\na: 1\n"), HasSubstr("error[yaml-tag]: tag directives"));
}

TEST(YamlReader, TellsWhereTextStopsBeingYaml) {
  EXPECT_THAT(mistakes_of_yaml("a: 1\nb: [1, 2\nc: 3\n"), StartsWith("c.yaml:3:2: error[yaml-syntax]: this is not YAML: "));
  EXPECT_THAT(mistakes_of_yaml("a:\n\t- b\n"), StartsWith("c.yaml:2:1: error[yaml-syntax]: this is not YAML: "));
}

TEST(YamlReader, TellsThatATabIsNoIndentation) {
  for (const char* text : {"a:\n\t- b\n", "a:\n\tb: 1\n", "ä: 1\nb:\n  \tc: 1\n\td: 1\n"})
    EXPECT_THAT(mistakes_of_yaml(text), HasSubstr("hint: a tab stands here")) << text;
  EXPECT_THAT(mistakes_of_yaml("a: 1\nb: [1, 2\nc: 3\n"), testing::Not(HasSubstr("tab")));
}

TEST(YamlReader, TellsWhereBytesAreNoUtf8) {
  EXPECT_THAT(mistakes_of_yaml("a: 1\nb: ä\xFF\n"), StartsWith("c.yaml:2:5: error[yaml-syntax]: this is not YAML: "));
  EXPECT_THAT(mistakes_of_yaml(std::string_view("a: \0b\n", 6)), StartsWith("c.yaml:1:4: error[yaml-syntax]: this is not YAML: "));
  EXPECT_THAT(mistakes_of_yaml(std::string_view("\xFF\xFE\x61\0", 4)), StartsWith("c.yaml:1:1: error[yaml-syntax]: "));
}

TEST(YamlReader, AcceptsAByteOrderMarkOfUtf8) {
  EXPECT_EQ(mistakes_of_yaml("\xEF\xBB\xBF"
                             "a: 1\n"),
            "");
}

TEST(YamlReader, ReadsThirtyTwoLevelsAndNoMore) {
  const auto nested = [](std::size_t levels) { return "a: " + std::string(levels - 2, '[') + "x" + std::string(levels - 2, ']'); };
  EXPECT_EQ(mistakes_of_yaml(nested(32)), "");
  EXPECT_EQ(mistakes_of_yaml(nested(33)), "c.yaml:1:35: error[yaml-depth]: more than 32 levels inside one another\n");
  EXPECT_THAT(mistakes_of_yaml(nested(900)), HasSubstr("error[yaml-depth]"));
}

TEST(YamlReader, ReadsOneMebibyteAndNoMore) {
  constexpr std::size_t kMost = ConfigTree::kMaxSourceBytes;
  EXPECT_EQ(mistakes_of_yaml("a: " + std::string(kMost - 3, 'x')), "");
  EXPECT_EQ(mistakes_of_yaml("a: " + std::string(kMost - 2, 'x')), "c.yaml: error[too-large]: more than 1 MiB of configuration\n");
}

TEST(YamlReader, ReadsManyKeysInReasonableTime) {
  std::string text;
  for (int i = 0; i < 60'000; ++i) text += "k" + std::to_string(i) + ": 1\n";
  EXPECT_EQ(mistakes_of_yaml(text), "");
}

TEST(YamlReader, JoinsBlockTextsAndUnescapesQuotedOnes) {
  Diagnostics diagnostics;
  const auto root = read_yaml("a: |\n  x\n  y\nb: >-\n  x\n  y\nc: \"\\u00e4\\n\"\nd: 'it''s'\n", "c.yaml", YamlPlaces::Lines, diagnostics);
  ASSERT_TRUE(root) << diagnostics.text();
  EXPECT_EQ(root->child("a")->text, "x\ny\n");
  EXPECT_EQ(root->child("b")->text, "x y");
  EXPECT_EQ(root->child("c")->text, "ä\n");
  EXPECT_EQ(root->child("d")->text, "it's");
}

TEST(YamlReader, ValuesOfFlagsHaveTheFlagsNameAsTheirPlace) {
  Diagnostics diagnostics;
  const auto value = read_yaml_value(" [a, b] \n", "--set x", diagnostics);
  ASSERT_TRUE(value) << diagnostics.text();
  EXPECT_EQ(place_text(value->children[1].place), "--set x");
}

}  // namespace
}  // namespace saki
