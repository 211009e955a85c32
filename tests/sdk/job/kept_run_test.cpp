// SPDX-License-Identifier: Apache-2.0
#include "job/kept_run.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

using namespace std::chrono_literals;

TEST(KeptRun, IsReadAsItWasWritten) {
  KeptRun run(WallTime(7s), "{\"a\":\"b c\\n\"}\n");
  run.next = WallTime(9s);
  run.begun = 3;
  run.failed = 2;
  EXPECT_TRUE(run.text().starts_with("1 7000000 9000000 3 2\n"));
  const auto read = KeptRun::parse(run.text());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->text(), run.text());
  EXPECT_EQ(read->arguments, run.arguments);
  EXPECT_EQ(read->cut_off(), 1U);
}

TEST(KeptRun, AnythingElseIsNone) {
  for (const char* text :
       {"", "1", "1 2 3 4", "1 2 3 4 5", "2 7 9 3 2\n", "1 7 9 3 x\n", "1 7 9 3 4\n", "1  9 3 2\n", "1 7 9 -3 2\n", "1 7 9 3 2 \n"})
    EXPECT_FALSE(KeptRun::parse(text)) << text;
}

}  // namespace
}  // namespace saki
