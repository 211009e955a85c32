// SPDX-License-Identifier: Apache-2.0
#include "saki/database_error.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

TEST(DatabaseError, ItsLineHoldsTextAndStatementWithoutBreaks) {
  const DatabaseError error(DatabaseError::Busy, "locked", "select *\n  from notes");
  EXPECT_STREQ(error.what(), "locked [select *   from notes]");
  EXPECT_STREQ(DatabaseError(DatabaseError::Busy, "locked").what(), "locked");
}

TEST(DatabaseError, AViolationIsTheCallersDoingTheRestIsNot) {
  EXPECT_TRUE(DatabaseError(DatabaseError::UniqueViolation, "", "", "notes.title").is_violation());
  EXPECT_TRUE(DatabaseError(DatabaseError::OtherViolation, "").is_violation());
  EXPECT_FALSE(DatabaseError(DatabaseError::Busy, "").is_violation());
  EXPECT_FALSE(DatabaseError(DatabaseError::Full, "").is_violation());
}

TEST(DatabaseError, KindsHaveNames) {
  EXPECT_STREQ(to_string(DatabaseError::UniqueViolation), "unique-violation");
  EXPECT_STREQ(to_string(DatabaseError::Other), "other");
}

}  // namespace
}  // namespace saki
