// SPDX-License-Identifier: Apache-2.0
//
// QueryConformance: what calls give in every database: values, rows, counts, and scripts whole or not at all.
//
//   class Asked : public ::testing::Test {       // made afresh for each test
//    public:
//     template <class F> void ask(F function);   // runs function(database), a Task<>; its table `notes` is that of Note, and empty
//   };
//   INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, QueryConformance, Asked);
//
// What is awaited is named before it is asked anything: in a template GCC 12 does not know its type otherwise.
#pragma once

#include <gmock/gmock.h>

#include <string>
#include <tuple>

#include "saki/database_access.h"
#include "saki/task/task.h"
#include "support/note.h"

namespace saki {

template <class Asked>
class QueryConformance : public Asked {};

TYPED_TEST_SUITE_P(QueryConformance);

TYPED_TEST_P(QueryConformance, WhatWasInsertedIsRead) {
  this->ask([](const DatabaseAccess& db) -> Task<> {
    const SqlChanges first = co_await db.execute("insert into notes (title, tags, state) values (?, ?, ?)", "milk", "[\"home\"]", "open");
    EXPECT_EQ(first.count(), 1);
    EXPECT_EQ(first.last_id(), 1);
    auto note = co_await db.one<Note>("select * from notes where id = ?", first.last_id());
    EXPECT_TRUE(note.has_value());
    if (!note) co_return;
    EXPECT_EQ(note->id, 1);
    EXPECT_EQ(note->title, "milk");
    EXPECT_EQ(note->body, "");
    EXPECT_EQ(note->due, std::nullopt);
  });
}

TYPED_TEST_P(QueryConformance, ARowThatIsNotThereIsNothing) {
  this->ask([](const DatabaseAccess& db) -> Task<> {
    EXPECT_EQ(co_await db.one<Note>("select * from notes where id = 7"), std::nullopt);
    const auto notes = co_await db.all<Note>("select * from notes");
    EXPECT_TRUE(notes.empty());
  });
}

TYPED_TEST_P(QueryConformance, AllRowsComeInTheirOrder) {
  this->ask([](const DatabaseAccess& db) -> Task<> {
    for (const char* title : {"b", "c", "a"}) co_await db.execute("insert into notes (title) values (?)", title);
    const auto titles = co_await db.all<std::string>("select title from notes order by title");
    EXPECT_THAT(titles, ::testing::ElementsAre("a", "b", "c"));
    using Pair = std::tuple<std::int64_t, std::string>;
    const auto pairs = co_await db.all<Pair>("select id, title from notes order by id desc limit 2");
    EXPECT_THAT(pairs, ::testing::ElementsAre(Pair(3, "a"), Pair(2, "c")));
    const SqlTable table = co_await db.query("select id, title from notes order by id limit 1");
    EXPECT_THAT(table.columns(), ::testing::ElementsAre("id", "title"));
    EXPECT_EQ(table.at(0, "title").text(), "b");
  });
}

TYPED_TEST_P(QueryConformance, CountsAreOfTheStatementAlone) {
  this->ask([](const DatabaseAccess& db) -> Task<> {
    for (int i = 0; i < 3; ++i) co_await db.execute("insert into notes (title) values (?)", std::to_string(i));
    const SqlChanges some = co_await db.execute("update notes set body = 'x' where id > 1");
    EXPECT_EQ(some.count(), 2);
    const SqlChanges same = co_await db.execute("update notes set body = 'x' where id > 1");
    EXPECT_EQ(same.count(), 2) << "they are found, though they were so already";
    const SqlChanges none = co_await db.execute("delete from notes where id = 99");
    EXPECT_EQ(none.count(), 0);
  });
}

TYPED_TEST_P(QueryConformance, AReturningStatementChangesAndGives) {
  this->ask([](const DatabaseAccess& db) -> Task<> {
    auto note = co_await db.one<Note>("insert into notes (title) values (?) returning *", "new");
    EXPECT_EQ(note ? note->id : 0, 1);
    EXPECT_EQ(co_await db.one<std::int64_t>("select count(*) from notes"), 1);
  });
}

TYPED_TEST_P(QueryConformance, AMissingColumnNamesItTheTypeAndTheStatement) {
  this->ask([](const DatabaseAccess& db) -> Task<> {
    co_await db.execute("insert into notes (title) values ('x')");
    const auto refused = co_await db.try_one<Note>("select id, body from notes");
    EXPECT_FALSE(refused.has_value());
    if (refused) co_return;
    EXPECT_EQ(refused.error().kind(), DatabaseErrorKind::Mismatch);
    EXPECT_STREQ(refused.error().what(),
                 "Note.title needs a column \"title\", which the statement does not give [select id, body from notes]");
  });
}

TYPED_TEST_P(QueryConformance, ColumnsAreFoundAnewWhenTheSchemaChanges) {
  this->ask([](const DatabaseAccess& db) -> Task<> {
    co_await db.execute("insert into notes (title) values ('x')");
    const auto before = co_await db.all<Note>("select * from notes");
    EXPECT_EQ(before.size(), 1U);
    co_await db.execute_script("alter table notes drop column body; alter table notes add column body varchar(20) not null default 'late'");
    const auto after = co_await db.all<Note>("select * from notes");
    EXPECT_EQ(after.size(), 1U);
    for (const Note& note : after) EXPECT_EQ(note.body, "late");
  });
}

TYPED_TEST_P(QueryConformance, PlainCallsThrowWhatTheOthersReturn) {
  this->ask([](const DatabaseAccess& db) -> Task<> {
    try {
      co_await db.execute("insert into notes (title) values (null)");
      ADD_FAILURE();
    } catch (const DatabaseError& error) {
      EXPECT_EQ(error.kind(), DatabaseErrorKind::NotNullViolation);
      EXPECT_TRUE(error.is_violation());
    }
  });
}

TYPED_TEST_P(QueryConformance, ParametersAreCounted) {
  this->ask([](const DatabaseAccess& db) -> Task<> {
    const auto few = co_await db.try_execute("insert into notes (title, body) values (?, ?)", "a");
    EXPECT_FALSE(few.has_value());
    if (few) co_return;
    EXPECT_EQ(few.error().text(), "the statement takes 2 parameters, 1 were given");
  });
}

TYPED_TEST_P(QueryConformance, AScriptHappensWholeOrNotAtAll) {
  this->ask([](const DatabaseAccess& db) -> Task<> {
    const auto outcome = co_await db.try_execute_script("insert into notes (title) values ('a'); insert into nowhere values (1);");
    EXPECT_FALSE(outcome.has_value());
    EXPECT_EQ(co_await db.one<std::int64_t>("select count(*) from notes"), 0);
    co_await db.execute_script("-- two\ninsert into notes (title) values ('a');\ninsert into notes (title) values ('b');\nselect 1;\n");
    EXPECT_EQ(co_await db.one<std::int64_t>("select count(*) from notes"), 2);
  });
}

REGISTER_TYPED_TEST_SUITE_P(QueryConformance, WhatWasInsertedIsRead, ARowThatIsNotThereIsNothing, AllRowsComeInTheirOrder,
                            CountsAreOfTheStatementAlone, AReturningStatementChangesAndGives, AMissingColumnNamesItTheTypeAndTheStatement,
                            ColumnsAreFoundAnewWhenTheSchemaChanges, PlainCallsThrowWhatTheOthersReturn, ParametersAreCounted,
                            AScriptHappensWholeOrNotAtAll);

}  // namespace saki
