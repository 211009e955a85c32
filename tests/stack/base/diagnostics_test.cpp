// SPDX-License-Identifier: Apache-2.0
#include "saki/base/diagnostics.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

TEST(Diagnostics, PrintLikeACompilersWithTheHintBelow) {
  Diagnostics diagnostics;
  diagnostics.add({"config.yaml", 3, 12}, "unknown-key", "unknown key `wokers`", "did you mean `workers`?");
  diagnostics.add({"config.yaml", 4, 0}, "wrong-type", "expected a number");
  diagnostics.add({"environment", 0, 0}, "empty", "nothing given");
  EXPECT_EQ(diagnostics.text(),
            "config.yaml:3:12: error[unknown-key]: unknown key `wokers`\n"
            "  hint: did you mean `workers`?\n"
            "config.yaml:4: error[wrong-type]: expected a number\n"
            "environment: error[empty]: nothing given\n");
}

TEST(Diagnostics, WhatTheyQuoteCannotSteerATerminal) {
  Diagnostics diagnostics;
  diagnostics.add({"a\n.yaml", 1, 1}, "unknown-key", "unknown key `\x1b[2J\"\\`", "did you mean \xFF\xE2\x80\xAE?");
  EXPECT_EQ(diagnostics.text(),
            "a\\n.yaml:1:1: error[unknown-key]: unknown key `\\u001b[2J\"\\`\n"
            "  hint: did you mean \xEF\xBF\xBD\\u202e?\n");
}

TEST(Diagnostics, OfTwoPartsAreJoinedInOrder) {
  Diagnostics one;
  Diagnostics two;
  EXPECT_TRUE(one.empty());
  one.add({"a", 1, 1}, "x", "first");
  two.add({"b", 1, 1}, "x", "second");
  one.append(two);
  ASSERT_EQ(one.list().size(), 2U);
  EXPECT_EQ(one.list()[1].text, "second");
}

TEST(NearestWord, IsTheOneThatWasMeant) {
  EXPECT_EQ(nearest_word("wokers", {"listen", "workers", "limits"}), "workers");
  EXPECT_EQ(nearest_word("jsn", {"text", "json"}), "json");
  EXPECT_EQ(nearest_word("a", {"b"}), "b");
}

TEST(NearestWord, IsNothingWhenNoneIsNear) {
  EXPECT_EQ(nearest_word("nothing_like_it", {"listen", "workers"}), "");
  EXPECT_EQ(nearest_word("abc", {"xyz"}), "");
  EXPECT_EQ(nearest_word("abc", {}), "");
}

TEST(NearestWord, TheFirstOfEquallyNearOnesWins) { EXPECT_EQ(nearest_word("bat", {"cat", "hat"}), "cat"); }

}  // namespace
}  // namespace saki
