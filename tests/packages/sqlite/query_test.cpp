// SPDX-License-Identifier: Apache-2.0
//
// What calls give: values, rows, counts, and the errors that a statement earns.
#include <gmock/gmock.h>

#include <array>

#include "notes.h"
#include "sqlite_test.h"

namespace saki {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class SqliteQuery : public SqliteTest {
 public:
  SqliteQuery() {
    options.readers = 1;  // So that the second asking meets what the first one left behind.
    database.add_script("notes.sql", kNotes);
    open();
  }
};

TEST_F(SqliteQuery, WhatWasInsertedIsRead) {
  ask([](Sqlite& db) -> Task<> {
    const SqlChanges first = co_await db.execute("insert into notes (title, tags, state) values (?, ?, ?)", "milk", "[\"home\"]", "open");
    EXPECT_EQ(first.count(), 1);
    EXPECT_EQ(first.last_id(), 1);
    auto note = co_await db.one<Note>("select * from notes where id = ?", first.last_id());
    EXPECT_TRUE(note.has_value());
    if (note) {
      EXPECT_EQ(note->id, 1);
      EXPECT_EQ(note->title, "milk");
      EXPECT_EQ(note->body, "");
      EXPECT_EQ(note->due, std::nullopt);
    }
  });
}

TEST_F(SqliteQuery, ARowThatIsNotThereIsNothing) {
  ask([](Sqlite& db) -> Task<> {
    EXPECT_EQ(co_await db.one<Note>("select * from notes where id = 7"), std::nullopt);
    EXPECT_TRUE((co_await db.all<Note>("select * from notes")).empty());
  });
}

TEST_F(SqliteQuery, AllRowsComeInTheirOrder) {
  ask([](Sqlite& db) -> Task<> {
    for (const char* title : {"b", "c", "a"}) co_await db.execute("insert into notes (title) values (?)", title);
    const auto titles = co_await db.all<std::string>("select title from notes order by title");
    EXPECT_THAT(titles, ElementsAre("a", "b", "c"));
    using Pair = std::tuple<std::int64_t, std::string>;
    const auto pairs = co_await db.all<Pair>("select id, title from notes order by id desc limit 2");
    EXPECT_THAT(pairs, ElementsAre(Pair(3, "a"), Pair(2, "c")));
  });
}

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

TEST_F(SqliteQuery, CountsAreOfTheStatementAlone) {
  ask([](Sqlite& db) -> Task<> {
    for (int i = 0; i < 3; ++i) co_await db.execute("insert into notes (title) values (?)", std::to_string(i));
    EXPECT_EQ((co_await db.execute("update notes set body = 'x' where id > 1")).count(), 2);
    EXPECT_EQ((co_await db.execute("create table other (x)")).count(), 0);
    EXPECT_EQ((co_await db.execute("delete from notes where id = 99")).count(), 0);
    EXPECT_EQ((co_await db.execute("select * from notes")).count(), 0);
  });
}

TEST_F(SqliteQuery, AReturningStatementChangesAndGives) {
  ask([](Sqlite& db) -> Task<> {
    auto note = co_await db.one<Note>("insert into notes (title) values (?) returning *", "new");
    EXPECT_EQ(note ? note->id : 0, 1);
    auto with = co_await db.one<std::int64_t>("with t(x) as (values ('w')) insert into notes (title) select x from t returning id");
    EXPECT_EQ(with, 2);
    EXPECT_EQ(co_await db.one<std::int64_t>("select count(*) from notes"), 2);
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

TEST_F(SqliteQuery, AMissingColumnNamesItTheTypeAndTheStatement) {
  ask([](Sqlite& db) -> Task<> {
    co_await db.execute("insert into notes (title) values ('x')");
    const auto refused = co_await db.try_one<Note>("select id, body from notes");
    EXPECT_FALSE(refused.has_value());
    if (refused) co_return;
    EXPECT_EQ(refused.error().kind(), DatabaseErrorKind::Mismatch);
    EXPECT_STREQ(refused.error().what(),
                 "Note.title needs a column \"title\", which the statement does not give [select id, body from notes]");
  });
}

TEST_F(SqliteQuery, ColumnsAreFoundAnewWhenTheSchemaChanges) {
  ask([](Sqlite& db) -> Task<> {
    co_await db.execute("insert into notes (title) values ('x')");
    EXPECT_EQ((co_await db.all<Note>("select * from notes")).size(), 1U);
    co_await db.execute_script("alter table notes drop column body; alter table notes add column body text not null default 'late'");
    const auto notes = co_await db.all<Note>("select * from notes");
    EXPECT_EQ(notes.size(), 1U);
    for (const Note& note : notes) EXPECT_EQ(note.body, "late");
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

TEST_F(SqliteQuery, PlainCallsThrowWhatTheOthersReturn) {
  ask([](Sqlite& db) -> Task<> {
    try {
      co_await db.execute("insert into notes (title) values (null)");
      ADD_FAILURE();
    } catch (const DatabaseError& error) {
      EXPECT_EQ(error.kind(), DatabaseErrorKind::NotNullViolation);
      EXPECT_TRUE(error.is_violation());
      EXPECT_EQ(error.constraint(), "notes.title");
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
    const auto few = co_await db.try_execute("insert into notes (title, body) values (?, ?)", "a");
    EXPECT_EQ(text_of_failure(few), "the statement takes 2 parameters, 1 were given");
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

TEST_F(SqliteQuery, AScriptHappensWholeOrNotAtAll) {
  ask([](Sqlite& db) -> Task<> {
    const auto outcome = co_await db.try_execute_script("insert into notes (title) values ('a'); insert into nowhere values (1);");
    EXPECT_FALSE(outcome.has_value());
    EXPECT_EQ(co_await db.one<std::int64_t>("select count(*) from notes"), 0);
    co_await db.execute_script("-- two\ninsert into notes (title) values ('a');\ninsert into notes (title) values ('b');\n");
    EXPECT_EQ(co_await db.one<std::int64_t>("select count(*) from notes"), 2);
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
