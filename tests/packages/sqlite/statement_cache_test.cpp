// SPDX-License-Identifier: Apache-2.0
#include "saki/statement_cache.h"

#include <gtest/gtest.h>

#include "script.h"

namespace saki {
namespace {

class StatementCaching : public ::testing::Test {
 public:
  StatementCaching() { EXPECT_EQ(sqlite3_open(":memory:", &database_), SQLITE_OK); }
  ~StatementCaching() override { EXPECT_EQ(sqlite3_close(database_), SQLITE_OK) << "a statement outlived its cache"; }
  Statement prepare(const char* sql) { return std::move(prepare_one(database_, sql).statement); }

  sqlite3* database_ = nullptr;
};

TEST_F(StatementCaching, AStatementIsFoundByItsText) {
  StatementCache<Statement> cache(2);
  EXPECT_EQ(cache.find("select 1"), nullptr);
  Statement& kept = cache.keep("select 1", prepare("select 1"));
  EXPECT_EQ(cache.find("select 1"), &kept);
  EXPECT_EQ(cache.find("select  1"), nullptr);
}

TEST_F(StatementCaching, TheOneUnusedForLongestGoes) {
  StatementCache<Statement> cache(2);
  cache.keep("select 1", prepare("select 1"));
  cache.keep("select 2", prepare("select 2"));
  EXPECT_NE(cache.find("select 1"), nullptr);
  cache.keep("select 3", prepare("select 3"));
  EXPECT_EQ(cache.size(), 2U);
  EXPECT_NE(cache.find("select 1"), nullptr);
  EXPECT_EQ(cache.find("select 2"), nullptr);
  EXPECT_NE(cache.find("select 3"), nullptr);
}

TEST_F(StatementCaching, WithRoomForOneItStillWorks) {
  StatementCache<Statement> cache(1);
  for (const char* sql : {"select 1", "select 2", "select 1"}) EXPECT_EQ(cache.keep(sql, prepare(sql)).step(), SQLITE_ROW);
  EXPECT_EQ(cache.size(), 1U);
}

}  // namespace
}  // namespace saki
