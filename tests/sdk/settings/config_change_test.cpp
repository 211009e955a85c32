// SPDX-License-Identifier: Apache-2.0
#include "settings/config_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "saki/config/config_schema.h"

namespace saki {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ConfigChangeTest : public testing::Test {
 protected:
  ConfigChangeTest() {
    auto rule = std::make_shared<ConfigSchema>();
    rule->add({.path = "from", .initial = "all"});
    schema_.add({.path = "a.title", .initial = "Notes", .reload = SettingReload::Live});
    schema_.add({.path = "a.words", .shape = SettingShape::Map, .initial = "{}", .reload = SettingReload::Live});
    schema_.add({.path = "a.token", .type = SettingType::Secret, .reload = SettingReload::Live});
    schema_.add({.path = "b.size", .type = SettingType::Uint32, .initial = "1"});
    schema_.add({.path = "b.rules", .type = SettingType::Section, .shape = SettingShape::List, .initial = "[]", .section = rule});
  }

  std::shared_ptr<const Config> read(const std::string& yaml) {
    ConfigTree tree;
    Diagnostics mistakes;
    tree.load_text(yaml, "c.yaml", mistakes);
    auto config = schema_.read(tree, mistakes);
    EXPECT_EQ(mistakes.text(), "");
    return config;
  }
  ConfigChange change(const std::string& from, const std::string& to) { return change_to(*read(to), *read(from), *read(from), live_); }

  ConfigSchema schema_;
  const std::vector<bool> live_{true, true, true, false, false};
};

TEST_F(ConfigChangeTest, ThereIsNoneWhereValuesAreTheSameWhereverTheyStand) {
  for (const char* yaml : {"", "a: {title: X, words: {k: v}, token: t}", "b: {size: 2, rules: [{from: here}]}"}) {
    const ConfigChange none = change(yaml, "\n# further down\n" + std::string(yaml));
    EXPECT_EQ(none.config, nullptr) << yaml;
    EXPECT_THAT(none.taken, IsEmpty()) << yaml;
    EXPECT_THAT(none.waiting, IsEmpty()) << yaml;
  }
}

TEST_F(ConfigChangeTest, TakesWhatIsLiveAndLeavesTheRest) {
  const ConfigChange both = change("b: {size: 2}", "a: {title: X, words: {k: v}}\nb: {size: 3, rules: [{from: here}]}");
  EXPECT_THAT(both.taken, ElementsAre("a.title", "a.words"));
  EXPECT_THAT(both.waiting, ElementsAre("b.size (c.yaml:2:11)", "b.rules (c.yaml:2:21)"));
  ASSERT_NE(both.config, nullptr);
  EXPECT_EQ(both.config->get<std::string>("a.title"), "X");
  EXPECT_EQ(both.config->get<std::uint32_t>("b.size"), 2U);
}

TEST_F(ConfigChangeTest, AKeyOrAnEntryOfARuleIsADifference) {
  EXPECT_THAT(change("a: {words: {k: v}}", "a: {words: {l: v}}").taken, ElementsAre("a.words"));
  EXPECT_THAT(change("b: {rules: [{from: x}]}", "b: {rules: [{from: y}]}").waiting, ElementsAre("b.rules (c.yaml:1:12)"));
  EXPECT_THAT(change("a: {token: t}", "").taken, ElementsAre("a.token"));
  EXPECT_THAT(change("b: {size: 2}", "").waiting, ElementsAre("b.size (back to its default)"));
}

TEST_F(ConfigChangeTest, WhatWaitsIsToldOnceForEachNewValue) {
  const auto running = read("b: {size: 1}");
  const auto second = read("b: {size: 2}");
  EXPECT_THAT(change_to(*second, *running, *running, live_).waiting, ElementsAre("b.size (c.yaml:1:11)"));
  EXPECT_THAT(change_to(*second, *second, *running, live_).waiting, IsEmpty());
  EXPECT_THAT(change_to(*read("b: {size: 3}"), *second, *running, live_).waiting, ElementsAre("b.size (c.yaml:1:11)"));
  EXPECT_THAT(change_to(*running, *second, *running, live_).waiting, IsEmpty()) << "as it runs again";
}

}  // namespace
}  // namespace saki
