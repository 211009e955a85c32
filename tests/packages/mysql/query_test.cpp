// SPDX-License-Identifier: Apache-2.0
//
// What calls give: values, rows, counts, and the errors that a statement earns.
#include <array>

#include "mysql_test.h"
#include "notes.h"

namespace saki {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class MysqlQuery : public MysqlTest {
 public:
  MysqlQuery() {
    database.add_script("notes.sql", kNotes);
    open();
  }
};

TEST_F(MysqlQuery, WhatWasInsertedIsRead) {
  ask([](Mysql& db) -> Task<> {
    const SqlChanges first = co_await db.execute("insert into notes (title, tags, state) values (?, ?, ?)", "milk", "[\"home\"]", "open");
    EXPECT_EQ(first.count(), 1);
    EXPECT_EQ(first.last_id(), 1);
    auto note = co_await db.one<Note>("select * from notes where id = ?", first.last_id());
    EXPECT_TRUE(note.has_value());
    if (note) {
      EXPECT_EQ(note->id, 1);
      EXPECT_EQ(note->title, "milk");
      EXPECT_EQ(note->due, std::nullopt);
    }
    EXPECT_EQ(co_await db.one<Note>("select * from notes where id = 7"), std::nullopt);
  });
}

TEST_F(MysqlQuery, AllRowsComeInTheirOrder) {
  ask([](Mysql& db) -> Task<> {
    for (const char* title : {"b", "c", "a"}) co_await db.execute("insert into notes (title) values (?)", title);
    const auto titles = co_await db.all<std::string>("select title from notes order by title");
    EXPECT_THAT(titles, ElementsAre("a", "b", "c"));
    using Pair = std::tuple<std::int64_t, std::string>;
    const auto pairs = co_await db.all<Pair>("select id, title from notes order by id desc limit 2");
    EXPECT_THAT(pairs, ElementsAre(Pair(3, "a"), Pair(2, "c")));
    const SqlTable table = co_await db.query("select id, title from notes order by id limit 1");
    EXPECT_THAT(table.columns(), ElementsAre("id", "title"));
    EXPECT_EQ(table.at(0, "title").text(), "b");
  });
}

TEST_F(MysqlQuery, CountsAreOfTheStatementAlone) {
  ask([](Mysql& db) -> Task<> {
    for (int i = 0; i < 3; ++i) co_await db.execute("insert into notes (title) values (?)", std::to_string(i));
    EXPECT_EQ((co_await db.execute("update notes set body = 'x' where id > 1")).count(), 2);
    EXPECT_EQ((co_await db.execute("delete from notes where id = 99")).count(), 0);
  });
}

TEST_F(MysqlQuery, AReturningStatementChangesAndGives) {
  ask([](Mysql& db) -> Task<> {
    auto id = co_await db.one<std::int64_t>("insert into notes (title) values (?) returning id", "new");
    EXPECT_EQ(id, 1);
    EXPECT_EQ(co_await db.one<std::int64_t>("select count(*) from notes"), 1);
  });
}

TEST_F(MysqlQuery, AMissingColumnNamesItTheTypeAndTheStatement) {
  ask([](Mysql& db) -> Task<> {
    co_await db.execute("insert into notes (title) values ('x')");
    const auto refused = co_await db.try_one<Note>("select id, body from notes");
    EXPECT_FALSE(refused.has_value());
    if (refused) co_return;
    EXPECT_EQ(refused.error().kind(), DatabaseErrorKind::Mismatch);
    EXPECT_STREQ(refused.error().what(),
                 "Note.title needs a column \"title\", which the statement does not give [select id, body from notes]");
  });
}

TEST_F(MysqlQuery, ColumnsAreFoundAnewWhenTheSchemaChanges) {
  ask([](Mysql& db) -> Task<> {
    co_await db.execute("insert into notes (title) values ('x')");
    EXPECT_EQ((co_await db.all<Note>("select * from notes")).size(), 1U);
    co_await db.execute_script("alter table notes drop column body; alter table notes add column body varchar(20) not null default 'late'");
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

TEST_F(MysqlQuery, ViolationsAreToldApartAndNameTheirConstraint) {
  ask([](Mysql& db) -> Task<> {
    co_await db.execute_script(
        "create table parents (id integer primary key, code varchar(9) unique, age int not null, size int, constraint positive check (size "
        "> 0));"
        "create table children (id integer primary key, parent int, constraint of_parent foreign key (parent) references parents (id));"
        "create trigger no_zed before insert on children for each row if new.id = 26 then signal sqlstate '45000' set message_text = 'no "
        "zed'; end if;"
        "insert into parents values (1, 'a', 1, 1); insert into children values (1, 1)");
    constexpr std::array kViolations{
        Violation{"insert into parents values (2, 'a', 1, 1)", DatabaseErrorKind::UniqueViolation, "code"},
        Violation{"insert into parents values (1, 'b', 1, 1)", DatabaseErrorKind::UniqueViolation, "PRIMARY"},
        Violation{"insert into parents values (2, 'b', null, 1)", DatabaseErrorKind::NotNullViolation, "age"},
        Violation{"insert into parents (id) values (2)", DatabaseErrorKind::NotNullViolation, "age"},
        Violation{"insert into parents values (2, 'b', 1, -1)", DatabaseErrorKind::CheckViolation, "positive"},
        Violation{"insert into children values (2, 9)", DatabaseErrorKind::ForeignKeyViolation, "of_parent"},
        Violation{"delete from parents", DatabaseErrorKind::ForeignKeyViolation, "of_parent"},
        Violation{"insert into children values (26, 1)", DatabaseErrorKind::OtherViolation, ""},
        Violation{"insert into parents values ('x', 'b', 1, 1)", DatabaseErrorKind::Mismatch, ""},
        Violation{"insert into parents values (2, 'longer than nine', 1, 1)", DatabaseErrorKind::Mismatch, ""},
        Violation{"selec 1", DatabaseErrorKind::Statement, ""},
        Violation{"select * from nowhere", DatabaseErrorKind::Statement, ""},
        Violation{"delete from children; delete from parents", DatabaseErrorKind::Statement, ""},
    };
    for (const Violation& violation : kViolations) {
      const auto outcome = co_await db.try_execute(violation.sql);
      EXPECT_FALSE(outcome.has_value()) << violation.sql;
      if (outcome) continue;
      EXPECT_EQ(outcome.error().kind(), violation.kind) << outcome.error().what() << " " << outcome.error().code();
      EXPECT_EQ(outcome.error().constraint(), violation.constraint) << outcome.error().what();
      EXPECT_STREQ(outcome.error().dependency(), "mysql");
    }
  });
}

TEST_F(MysqlQuery, PlainCallsThrowWhatTheOthersReturn) {
  ask([](Mysql& db) -> Task<> {
    try {
      co_await db.execute("insert into notes (title) values (null)");
      ADD_FAILURE();
    } catch (const DatabaseError& error) {
      EXPECT_EQ(error.kind(), DatabaseErrorKind::NotNullViolation);
      EXPECT_TRUE(error.is_violation());
    }
  });
}

TEST_F(MysqlQuery, ParametersAreCounted) {
  ask([](Mysql& db) -> Task<> {
    const auto few = co_await db.try_execute("insert into notes (title, body) values (?, ?)", "a");
    EXPECT_FALSE(few.has_value());
    if (!few) {
      EXPECT_EQ(few.error().text(), "the statement takes 2 parameters, 1 were given");
    }
  });
}

TEST_F(MysqlQuery, AParameterMayBeOfAnotherKindEachTime) {
  ask([](Mysql& db) -> Task<> {
    const std::string_view sql = "select hex(?)";
    const auto shown = [](const std::optional<std::string>& text) { return text.value_or("null"); };
    for (int turn = 0; turn < 2; ++turn) {
      EXPECT_EQ(shown(co_await db.one<std::string>(sql, 255)), "FF");
      EXPECT_EQ(shown(co_await db.one<std::string>(sql, 4096)), "1000");
      EXPECT_EQ(shown(co_await db.one<std::string>(sql, UINT64_MAX)), "FFFFFFFFFFFFFFFF");
      EXPECT_EQ(shown(co_await db.one<std::string>(sql, -1)), "FFFFFFFFFFFFFFFF");
      EXPECT_EQ(shown(co_await db.one<std::string>(sql, "a")), "61");
      EXPECT_EQ(shown(co_await db.one<std::string>(sql, "bc")), "6263");
      EXPECT_EQ(shown(co_await db.one<std::string>(sql, 16.0)), "10");
      const auto null = co_await db.one<std::optional<std::string>>(sql, nullptr);
      EXPECT_TRUE(null && !*null);
      EXPECT_EQ(shown(co_await db.one<std::string>(sql, 1)), "1");
    }
    const std::string_view two = "select ? * 10 + ?";
    EXPECT_EQ(co_await db.one<std::int64_t>(two, 1, 2), 12);
    EXPECT_EQ(co_await db.one<std::int64_t>(two, 3, 4), 34);
    EXPECT_EQ(co_await db.one<std::int64_t>(two, 3, "5"), 35);
    EXPECT_EQ(co_await db.one<std::int64_t>(two, 6, 7), 67);
  });
}

TEST_F(MysqlQuery, AStatementCannotOpenATransactionByItself) {
  ask([](Mysql& db) -> Task<> {
    const auto outcome = co_await db.try_execute("start transaction");
    EXPECT_FALSE(outcome.has_value());
    if (!outcome) {
      EXPECT_THAT(outcome.error().text(), HasSubstr("begin()"));
    }
    co_await db.execute("insert into notes (title) values ('after')");
  });
  EXPECT_EQ(server.ask("select count(*) from test.notes"), "1");
}

TEST_F(MysqlQuery, AScriptHappensWholeOrNotAtAll) {
  ask([](Mysql& db) -> Task<> {
    const auto outcome = co_await db.try_execute_script("insert into notes (title) values ('a'); insert into nowhere values (1);");
    EXPECT_FALSE(outcome.has_value());
    EXPECT_EQ(co_await db.one<std::int64_t>("select count(*) from notes"), 0);
    co_await db.execute_script("-- two\ninsert into notes (title) values ('a');\ninsert into notes (title) values ('b');\nselect 1;\n");
    EXPECT_EQ(co_await db.one<std::int64_t>("select count(*) from notes"), 2);
  });
}

TEST_F(MysqlQuery, AProcedureGivesItsFirstResult) {
  ask([](Mysql& db) -> Task<> {
    co_await db.execute_script("create procedure several() begin select 1 as a union select 2; select 'x' as b; end");
    for (int i = 0; i < 2; ++i) {
      const auto rows = co_await db.all<int>("call several()");
      EXPECT_THAT(rows, ElementsAre(1, 2));
    }
    EXPECT_EQ(co_await db.one<int>("select 7"), 7);
  });
}

TEST_F(MysqlQuery, AProcedureWhoseResultsLookAlikeGivesItsFirstEachTime) {
  ask([](Mysql& db) -> Task<> {
    co_await db.execute_script("create procedure alike(n int) begin select n as a union select n + 1; select 7 as a; end");
    for (int n = 1; n <= 3; ++n) EXPECT_THAT(co_await db.all<int>("call alike(?)", n), ElementsAre(n, n + 1));
    EXPECT_EQ(co_await db.one<int>("select 3"), 3);
    co_await db.execute_script("drop procedure alike");
  });
}

TEST_F(MysqlQuery, OnlySoManyRowsAreKept) {
  close();
  options.max_rows = 10;
  options.max_connections = 1;
  open();
  ask([](Mysql& db) -> Task<> {
    const auto many = co_await db.try_all<int>("select seq from seq_1_to_100000");
    EXPECT_FALSE(many.has_value());
    if (!many) {
      EXPECT_EQ(many.error().kind(), DatabaseErrorKind::Exhausted);
    }
    EXPECT_EQ(co_await db.one<int>("select seq from seq_1_to_100000"), 1);
    EXPECT_EQ(co_await db.one<int>("select 7"), 7);
  });
  expect_sessions(1 + 1);  // The canceller's own.
}

}  // namespace
}  // namespace saki
