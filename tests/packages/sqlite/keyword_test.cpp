// SPDX-License-Identifier: Apache-2.0
#include "keyword.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

TEST(Keyword, WhatChangesRowsOrSchemaIsForTheWriter) {
  for (const char* sql : {"insert into t values (1)", "INSERT INTO t", "\n  Update t set x=1", "delete\nfrom t", "replace into t",
                          "create table t(x)", "drop table t", "alter table t", "vacuum", "reindex", "analyze", "pragma user_version"}) {
    EXPECT_TRUE(is_for_writer(sql)) << sql;
  }
}

TEST(Keyword, TheRestIsLeftToSqlite) {
  for (const char* sql :
       {"select 1", "with t as (select 1) delete from u", "", "   ", "-- insert\nselect 1", "inserted", "explain insert into t", "42"}) {
    EXPECT_FALSE(is_for_writer(sql)) << sql;
  }
}

TEST(Keyword, OnlyRowsThatMayChangeAreReturned) {
  EXPECT_TRUE(may_change_rows("with t as (select 1) insert into u select * from t returning x"));
  EXPECT_TRUE(may_change_rows("delete from t returning x"));
  EXPECT_FALSE(may_change_rows("pragma journal_mode = wal"));
}

}  // namespace
}  // namespace saki
