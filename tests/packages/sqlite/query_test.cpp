// SPDX-License-Identifier: Apache-2.0
//
// What calls give here, beside what they give in every database: values of every kind, and the errors that a statement earns.
#include <array>

#include "notes.h"
#include "sqlite_test.h"
#include "support/query_conformance.h"

namespace saki {

class SqliteQuery : public SqliteTest {
 public:
  SqliteQuery() {
    options.readers = 1;  // So that the second asking meets what the first one left behind.
    database.add_script("notes.sql", kNotes);
    open();
  }
};

namespace {

INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, QueryConformance, SqliteQuery);

TEST_F(SqliteQuery, SingleValuesOfEveryKind) {
  ask([](Sqlite& db) -> Task<> {
    EXPECT_EQ(co_await db.one<std::int64_t>("select count(*) from notes"), 0);
    EXPECT_EQ(co_await db.one<double>("select 0.5"), 0.5);
    EXPECT_EQ(co_await db.one<bool>("select 1 = 1"), true);
    const auto null = co_await db.one<std::optional<std::string>>("select null");
    EXPECT_TRUE(null.has_value());
    EXPECT_EQ(null.value_or("a row"), std::nullopt);
    const std::string_view with_nul("a\0b", 3);
    EXPECT_EQ(co_await db.one<std::string>("select ?", with_nul), std::string(with_nul));
    const Bytes bytes(with_nul);
    EXPECT_EQ(co_await db.one<Bytes>("select ?", bytes), bytes);
    const Bytes empty;
    EXPECT_EQ(co_await db.one<std::string>("select typeof(?)", empty), "blob");
    EXPECT_EQ(co_await db.one<std::string>("select typeof(?)", ""), "text");
    EXPECT_EQ(co_await db.one<std::string>("select typeof(?)", nullptr), "null");
    const Timestamp now = Timestamp::now();
    EXPECT_EQ(co_await db.one<Timestamp>("select ?", now), now);
  });
}

TEST_F(SqliteQuery, WhatChangesNoRowCountsNone) {
  ask([](Sqlite& db) -> Task<> {
    co_await db.execute("insert into notes (title) values ('x')");
    EXPECT_EQ((co_await db.execute("create table other (x)")).count(), 0);
    EXPECT_EQ((co_await db.execute("select * from notes")).count(), 0);
  });
}

TEST_F(SqliteQuery, AReturningStatementMayBeginWithATableOfItsOwn) {
  ask([](Sqlite& db) -> Task<> {
    auto with = co_await db.one<std::int64_t>("with t(x) as (values ('w')) insert into notes (title) select x from t returning id");
    EXPECT_EQ(with, 1);
    EXPECT_EQ(co_await db.one<std::int64_t>("select count(*) from notes"), 1);
  });
}

TEST_F(SqliteQuery, AReturningStatementWhoseRowDoesNotFitHasNotHappened) {
  ask([](Sqlite& db) -> Task<> {
    const auto refused = co_await db.try_one<std::int64_t>("insert into notes (title) values ('x') returning title");
    EXPECT_FALSE(refused.has_value());
    if (refused) co_return;
    EXPECT_EQ(refused.error().kind(), DatabaseErrorKind::Mismatch);
    EXPECT_EQ(co_await db.one<std::int64_t>("select count(*) from notes"), 0);
  });
}

struct Violation {
  const char* sql;
  DatabaseErrorKind kind;
  const char* constraint;
};

TEST_F(SqliteQuery, ViolationsAreToldApartAndNameTheirConstraint) {
  ask([](Sqlite& db) -> Task<> {
    co_await db.execute_script(
        "create table parents (id integer primary key, code text unique, age int not null, size int constraint positive check (size > "
        "0));"
        "create table children (id integer primary key, parent int references parents);"
        "create trigger no_zed before insert on children when new.id = 26 begin select raise(abort, 'no zed'); end;"
        "insert into parents values (1, 'a', 1, 1)");
    constexpr std::array kViolations{
        Violation{"insert into parents values (2, 'a', 1, 1)", DatabaseErrorKind::UniqueViolation, "parents.code"},
        Violation{"insert into parents values (1, 'b', 1, 1)", DatabaseErrorKind::UniqueViolation, "parents.id"},
        Violation{"insert into parents values (2, 'b', null, 1)", DatabaseErrorKind::NotNullViolation, "parents.age"},
        Violation{"insert into parents values (2, 'b', 1, -1)", DatabaseErrorKind::CheckViolation, "positive"},
        Violation{"insert into children values (1, 9)", DatabaseErrorKind::ForeignKeyViolation, ""},
        Violation{"delete from parents; insert", DatabaseErrorKind::Statement, ""},
        Violation{"insert into children values (26, 1)", DatabaseErrorKind::OtherViolation, ""},
    };
    for (const Violation& violation : kViolations) {
      const auto outcome = co_await db.try_execute(violation.sql);
      EXPECT_FALSE(outcome.has_value()) << violation.sql;
      if (outcome) continue;
      EXPECT_EQ(outcome.error().kind(), violation.kind) << outcome.error().what();
      EXPECT_EQ(outcome.error().constraint(), violation.constraint) << violation.sql;
    }
  });
}

TEST_F(SqliteQuery, AWrongStatementSaysWhatIsWrong) {
  ask([](Sqlite& db) -> Task<> {
    const auto text_of_failure = [](const auto& outcome) { return outcome ? "accepted" : outcome.error().text(); };
    const auto syntax = co_await db.try_execute("selec 1");
    EXPECT_EQ(text_of_failure(syntax), "near \"selec\": syntax error");
    const auto table = co_await db.try_one<int>("select x from nowhere");
    EXPECT_EQ(text_of_failure(table), "no such table: nowhere");
    const auto several = co_await db.try_execute("insert into notes (title) values ('a'); delete from notes");
    EXPECT_EQ(text_of_failure(several), "a call runs one statement; execute_script() runs several");
    const auto empty = co_await db.try_execute(" -- nothing\n");
    EXPECT_EQ(text_of_failure(empty), "the statement is empty");
    const auto quoted = co_await db.try_one<std::string>("select \"title\"");
    EXPECT_EQ(text_of_failure(quoted), "no such column: title");
    const auto trailing = co_await db.try_execute("delete from notes; -- all of them\n ");
    EXPECT_TRUE(trailing.has_value());
  });
}

TEST_F(SqliteQuery, AStatementCannotOpenATransactionByItself) {
  ask([](Sqlite& db) -> Task<> {
    for (const char* sql : {"begin", "begin immediate", "savepoint x"}) {
      const auto outcome = co_await db.try_execute(sql);
      EXPECT_FALSE(outcome.has_value()) << sql;
    }
    co_await db.execute("insert into notes (title) values ('after')");
    EXPECT_EQ(co_await db.one<std::int64_t>("select count(*) from notes"), 1);
  });
}

TEST_F(SqliteQuery, AWriteIsSeenByTheNextRead) {
  ask([](Sqlite& db) -> Task<> {
    for (int i = 1; i <= 100; ++i) {
      co_await db.execute("insert into notes (title) values (?)", std::to_string(i));
      EXPECT_EQ(co_await db.one<int>("select count(*) from notes"), i);
    }
  });
}

}  // namespace
}  // namespace saki
