// SPDX-License-Identifier: Apache-2.0
//
// What calls give here, beside what they give in every database: the errors that a statement earns, procedures, large results.
#include <array>

#include "mysql_test.h"
#include "notes.h"
#include "support/query_conformance.h"

namespace saki {

class MysqlQuery : public MysqlTest {
 public:
  MysqlQuery() {
    database.add_script("notes.sql", kNotes);
    open();
  }
};

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

INSTANTIATE_TYPED_TEST_SUITE_P(Mysql, QueryConformance, MysqlQuery);

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
