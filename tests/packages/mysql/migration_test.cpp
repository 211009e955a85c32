// SPDX-License-Identifier: Apache-2.0
//
// Migrations at a server: applied once, by one starter at a time; a step that broke off is known.
#include <thread>

#include "mysql_test.h"
#include "saki/migration.h"
#include "saki/service.h"
#include "saki/test_client.h"
#include "saki/test_start.h"

namespace saki {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr Migration kNotes{1,
                           "notes",
                           "",
                           "migrations/0001_notes.sql",
                           "create table notes (id integer primary key auto_increment, title text not null);",
                           "drop table notes;"};
constexpr Migration kTags{2,
                          "tags",
                          "",
                          "migrations/0002_tags.sql",
                          "create table tags (note integer not null references notes (id), tag text);\n"
                          "insert into notes (title) values ('first; second');\n",
                          "drop table tags; delete from notes;"};
constexpr Migration kBroken{3, "broken", "", "migrations/0003_broken.sql", "create table made (x int); create table made (x int);", ""};
constexpr Migration kWrong{3, "wrong", "", "migrations/0003_wrong.sql", "creat table made (x int);", ""};
constexpr Migration kGood[] = {kNotes, kTags};
constexpr Migration kBreaking[] = {kNotes, kTags, kBroken};
constexpr Migration kMistaken[] = {kNotes, kTags, kWrong};

Task<Response> count(Request& request) {
  const auto notes = co_await request.use<Mysql>().one<int>("select count(*) from notes");
  co_return Response::text(std::to_string(notes.value_or(-1)));
}

std::string start(MariaServer& server, std::span<const Migration> migrations, const std::string& database = "test") {
  Service service("notes", "0.1.0");
  service.add_package(std::make_unique<Mysql>());
  service.migrations(migrations);
  service.get("/", count);
  try {
    TestClient client(service, {.config = "mysql: {port: " + std::to_string(server.port()) + ", user: app, password: secret, database: '" +
                                          database + "'}"});
    return client.get("/").body();
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

TEST(MysqlMigrations, AreAppliedOnce) {
  MariaServer& server = MariaServer::shared();
  EXPECT_EQ(start(server, kGood), "1");
  EXPECT_EQ(start(server, kGood), "1");
  EXPECT_EQ(server.ask("select count(*) from test.saki_migrations where complete = 1"), "2");
}

TEST(MysqlMigrations, AServerThatIsNotThereIsToldOnce) {
  Service service("notes", "0.1.0");
  service.add_package(std::make_unique<Mysql>());
  service.migrations(kGood);
  const std::string told = start_refusal(service, {.config = "mysql: {socket: /nowhere, database: test, start_timeout: 100ms}"});
  const std::string_view complaint = "no connection to /nowhere";
  const std::size_t first = told.find(complaint);
  ASSERT_NE(first, std::string::npos) << told;
  EXPECT_EQ(told.find(complaint, first + 1), std::string::npos) << told;
}

TEST(MysqlMigrations, OfSeveralStartersOneAppliesThem) {
  MariaServer& server = MariaServer::shared();
  std::string told[3];
  {
    std::vector<std::jthread> starters;
    for (std::string& each : told) starters.emplace_back([&] { each = start(server, kGood); });
  }
  for (const std::string& each : told) EXPECT_EQ(each, "1");
}

TEST(MysqlMigrations, WithoutADatabaseTheSettingIsNamed) {
  EXPECT_THAT(start(MariaServer::shared(), kGood, ""), AllOf(HasSubstr("mysql.database is empty"), HasSubstr("name the database")));
}

TEST(MysqlMigrations, OneThatBrokeOffIsKnownAndOneThatNeverBeganIsTriedAgain) {
  MariaServer& server = MariaServer::shared();
  EXPECT_THAT(start(server, kMistaken), HasSubstr("0003_wrong.sql"));
  EXPECT_EQ(server.ask("select count(*) from test.saki_migrations"), "2");
  EXPECT_THAT(start(server, kBreaking), AllOf(HasSubstr("0003_broken.sql"), HasSubstr("already exists")));
  EXPECT_THAT(start(server, kBreaking), HasSubstr("did not complete"));
}

}  // namespace
}  // namespace saki
