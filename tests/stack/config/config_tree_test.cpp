// SPDX-License-Identifier: Apache-2.0
#include "saki/config/config_tree.h"

#include <gmock/gmock.h>

#include "config_test.h"

namespace saki {
namespace {

using Kind = ConfigNode::Kind;

std::string text_at(const ConfigTree& tree, std::string_view path) {
  const ConfigNode* node = tree.find(path);
  return node == nullptr ? "(none)" : node->text;
}

TEST(ConfigTree, KeepsTheLineAndColumnOfEveryKeyAndValue) {
  ConfigTree tree;
  Diagnostics diagnostics;
  ASSERT_TRUE(tree.load_text("server:\n  workers: 2\n  listen:\n    - a\n    - b\n", "c.yaml", diagnostics));

  const ConfigNode* workers = tree.find("server.workers");
  ASSERT_NE(workers, nullptr);
  EXPECT_EQ(place_text(workers->key_place), "c.yaml:2:3");
  EXPECT_EQ(place_text(workers->place), "c.yaml:2:12");
  EXPECT_EQ(place_text(tree.find("server.listen")->children[1].place), "c.yaml:5:7");
}

TEST(ConfigTree, CountsColumnsInCodePoints) {
  ConfigTree tree;
  Diagnostics diagnostics;
  ASSERT_TRUE(tree.load_text("{größe: ä, b: c}", "c.yaml", diagnostics));
  EXPECT_EQ(place_text(tree.find("b")->place), "c.yaml:1:15");
}

TEST(ConfigTree, LeavesPlainWordsAndTimesAsTexts) {
  ConfigTree tree;
  Diagnostics diagnostics;
  ASSERT_TRUE(tree.load_text("a: no\nb: 12:30\nc: 0x10\nd: '~'\ne: 1_000\n", "c.yaml", diagnostics));
  EXPECT_EQ(text_at(tree, "a"), "no");
  EXPECT_EQ(text_at(tree, "b"), "12:30");
  EXPECT_EQ(text_at(tree, "c"), "0x10");
  EXPECT_EQ(text_at(tree, "d"), "~");
  EXPECT_EQ(tree.find("d")->kind, Kind::Scalar);
  EXPECT_EQ(text_at(tree, "e"), "1_000");
}

TEST(ConfigTree, LaterMapsMergeKeyByKeyAndLaterScalarsAndListsReplace) {
  ConfigTree tree;
  Diagnostics diagnostics;
  ASSERT_TRUE(tree.load_text("server: {workers: 1, listen: [a, b], limits: {body: 1}}", "one", diagnostics));
  ASSERT_TRUE(tree.load_text("server: {listen: [c], limits: {head: 2}}", "two", diagnostics));

  EXPECT_EQ(text_at(tree, "server.workers"), "1");
  EXPECT_EQ(text_at(tree, "server.limits.body"), "1");
  EXPECT_EQ(text_at(tree, "server.limits.head"), "2");
  ASSERT_EQ(tree.find("server.listen")->children.size(), 1U);
  EXPECT_EQ(tree.find("server.listen")->children[0].text, "c");
}

TEST(ConfigTree, AnEmptySectionLeavesWhatWeakerSourcesSaid) {
  ConfigTree tree;
  Diagnostics diagnostics;
  ASSERT_TRUE(tree.load_text("server: {workers: 1}", "one", diagnostics));
  ASSERT_TRUE(tree.load_text("server:\n#  workers: 4\n", "two", diagnostics));
  EXPECT_EQ(text_at(tree, "server.workers"), "1");
}

TEST(ConfigTree, AnEmptyKeyTakesAValueBack) {
  ConfigTree tree;
  Diagnostics diagnostics;
  ASSERT_TRUE(tree.load_text("server: {workers: 1}", "one", diagnostics));
  ASSERT_TRUE(tree.load_text("server:\n  workers:\n", "two", diagnostics));
  EXPECT_EQ(tree.find("server.workers")->kind, Kind::Null);
}

TEST(ConfigTree, AnEmptyOrCommentedSourceChangesNothing) {
  ConfigTree tree;
  Diagnostics diagnostics;
  EXPECT_TRUE(tree.load_text("", "empty", diagnostics));
  EXPECT_TRUE(tree.load_text("# all commented out\n", "comments", diagnostics));
  EXPECT_TRUE(tree.load_text("---\n...\n", "marks", diagnostics));
  EXPECT_TRUE(tree.root().children.empty());
  EXPECT_EQ(diagnostics.text(), "");
}

TEST(ConfigTree, ASourceThatIsNoMapOfSectionsIsRefused) {
  EXPECT_EQ(mistakes_of_yaml("- a\n"), "c.yaml:1:1: error[wrong-type]: a configuration is a map of sections, found a list\n");
  EXPECT_EQ(mistakes_of_yaml("a\n"), "c.yaml:1:1: error[wrong-type]: a configuration is a map of sections, found a text\n");
}

TEST(ConfigTree, ASourceWithAMistakeLeavesTheTreeUnchanged) {
  ConfigTree tree;
  Diagnostics diagnostics;
  EXPECT_FALSE(tree.load_text("a: 1\nb: *x\n", "c.yaml", diagnostics));
  EXPECT_TRUE(tree.root().children.empty());
}

TEST(ConfigTree, AnAssignmentIsReadAsYamlAtItsDottedPath) {
  ConfigTree tree;
  Diagnostics diagnostics;
  ASSERT_TRUE(tree.set("server.workers=2", diagnostics));
  ASSERT_TRUE(tree.set("server.listen=[a, 'b c']", diagnostics));
  ASSERT_TRUE(tree.set("settings.title=a=b", diagnostics));
  ASSERT_TRUE(tree.set("settings.limits={head: 1}", diagnostics));

  EXPECT_EQ(text_at(tree, "server.workers"), "2");
  EXPECT_EQ(place_text(tree.find("server.workers")->place), "--set server.workers");
  EXPECT_EQ(tree.find("server.listen")->children[1].text, "b c");
  EXPECT_EQ(text_at(tree, "settings.title"), "a=b");
  EXPECT_EQ(place_text(tree.find("settings.limits.head")->place), "--set settings.limits");
}

TEST(ConfigTree, AnAssignmentWithoutAKeyOrAnEqualsSignIsExplained) {
  for (const char* assignment : {"server.workers", "=2", ".a=2", "a.=2", "a..b=2", ""}) {
    ConfigTree tree;
    Diagnostics diagnostics;
    EXPECT_FALSE(tree.set(assignment, diagnostics)) << assignment;
    EXPECT_EQ(diagnostics.text(),
              "--set: error[bad-assignment]: expected KEY=VALUE with a dotted key\n  hint: for example: --set server.workers=2\n");
  }
}

TEST(ConfigTree, AValueThatYamlWouldCutOffIsRefusedWithoutShowingIt) {
  for (const char* assignment : {"a.token=#secret", "a.token=abc #secret", "a.token=[abc] # secret", "a.token='x' #secret"}) {
    ConfigTree tree;
    Diagnostics diagnostics;
    EXPECT_FALSE(tree.set(assignment, diagnostics)) << assignment;
    EXPECT_EQ(diagnostics.text(),
              "--set a.token: error[torn-value]: YAML takes a part of this value for a comment\n"
              "  hint: put the whole value in quotes of YAML: '\"...\"'\n");
  }
}

TEST(ConfigTree, AnAddressInBracketsIsNoYamlAndTheMessageSaysWhatToDo) {
  ConfigTree tree;
  Diagnostics diagnostics;
  EXPECT_FALSE(tree.set("server.listen=[::1]:8080", diagnostics));
  ASSERT_EQ(diagnostics.list().size(), 1U);
  EXPECT_EQ(diagnostics.list()[0].place.file, "--set server.listen");
  EXPECT_EQ(diagnostics.list()[0].hint, "put the whole value in quotes of YAML: '\"...\"'");
}

TEST(ConfigTree, AListFromAFlagTakesTextsAsTheyAre) {
  ConfigTree tree;
  tree.set_list("server.listen", {"[::1]:8080", "~"}, "--listen");
  const ConfigNode* listen = tree.find("server.listen");
  ASSERT_NE(listen, nullptr);
  ASSERT_EQ(listen->children.size(), 2U);
  EXPECT_EQ(listen->children[0].text, "[::1]:8080");
  EXPECT_EQ(listen->children[1].kind, Kind::Scalar);
  EXPECT_EQ(place_text(listen->place), "--listen");
}

}  // namespace
}  // namespace saki
