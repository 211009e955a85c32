// SPDX-License-Identifier: Apache-2.0
//
// Sqlite as a package of a service: settings, start, handlers, restart.
#include <gmock/gmock.h>

#include "notes.h"
#include "saki/database.h"
#include "saki/database_error.h"
#include "saki/service.h"
#include "saki/test_client.h"
#include "saki/test_start.h"
#include "sqlite_test.h"

namespace saki {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

Task<Response> add(Request& request) {
  auto& db = request.use<Sqlite>();
  const std::string title = co_await request.text();
  const auto changes = co_await db.execute("insert into notes (title) values (?)", title);
  co_return Response::text(std::to_string(changes.last_id()));
}

Task<Response> count(Request& request) {
  const auto notes = co_await request.use<Sqlite>().one<int>("select count(*) from notes");
  co_return Response::text(std::to_string(notes.value_or(-1)));
}

Task<Response> count_far(Request& request) {
  constexpr const char* kSlow = "with recursive c(n) as (select 1 union all select n + 1 from c where n < 2000000) select count(*) from c";
  const auto counted = co_await request.use<Sqlite>().one<int>(kSlow);
  co_return Response::text(std::to_string(counted.value_or(-1)));
}

Task<> count_for_nobody(Sqlite& db) {
  constexpr const char* kEndless = "with recursive c(n) as (select 1 union all select n + 1 from c) select count(*) from c";
  static_cast<void>(co_await db.one<int>(kEndless));
}

Response begin_counting(Request& request) {
  request.spawn(count_for_nobody, std::ref(request.use<Sqlite>()));
  return Response::text("begun");
}

Task<Response> broken(Request& request) {
  co_await request.use<Sqlite>().execute("insert into nowhere values (1)");
  co_return Response::text("never");
}

Task<Response> count_anywhere(Request& request) {
  const auto notes = co_await request.use<Database>().one<int>("select count(*) from notes");
  co_return Response::text(std::to_string(notes.value_or(-1)));
}

class SqlitePackage : public ::testing::Test {
 public:
  SqlitePackage() : service("notes", "0.1.0") {
    service.add_package(std::make_unique<Sqlite>()).add_script("sql/schema.sql", kNotes);
    service.post("/notes", add);
    service.get("/notes", count);
    service.get("/broken", broken);
  }
  TestClientOptions configured(std::string config) const { return {.config = std::move(config), .data_dir = folder.path().string()}; }
  std::string refusal(std::string config) { return start_refusal(service, configured(std::move(config))); }

  TestFolder folder;
  Service service;
};

TEST_F(SqlitePackage, HandlersUseItAndDataIsThereAfterARestart) {
  for (int start = 1; start <= 2; ++start) {
    TestClient client(service, configured("sqlite: {path: deep/below/notes.db}"));
    EXPECT_EQ(client.post("/notes", "milk", "text/plain").body(), std::to_string(start));
    EXPECT_EQ(client.get("/notes").body(), std::to_string(start));
  }
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "deep/below/notes.db"));
}

TEST_F(SqlitePackage, ACallHasItsTimeWhereTimeIsVirtual) {
  service.get("/far", count_far);
  TestClient client(service, {.config = "sqlite: {path: ':memory:'}", .time = TestTime::Virtual});
  EXPECT_EQ(client.get("/far").body(), "2000000");
}

TEST_F(SqlitePackage, ACallOfOneTestClientHoldsUpNoOthersTime) {
  service.get("/begin", begin_counting);
  TestClient busy(service, {.config = "sqlite: {path: ':memory:'}", .time = TestTime::Virtual});
  EXPECT_EQ(busy.get("/begin").body(), "begun");
  Service other("other");
  TestClient idle(other, {.time = TestTime::Virtual});
  const MonotonicTime begun = Clock::system().monotonic();
  idle.wait(90s);
  EXPECT_LT(Clock::system().monotonic() - begun, 45s);
}

TEST_F(SqlitePackage, AMemoryDatabaseNeedsNoFile) {
  TestClient client(service, configured("sqlite: {path: ':memory:'}"));
  EXPECT_EQ(client.post("/notes", "milk", "text/plain").status(), 200);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(SqlitePackage, AnErrorThatNobodyCatchesIsA503WithoutInternals) {
  TestClient client(service, configured(""));
  const TestResponse response = client.get("/broken");
  EXPECT_EQ(response.status(), 503);
  EXPECT_EQ(response.body().find("nowhere"), std::string::npos);
  EXPECT_THAT(client.log_lines(), ::testing::Contains(HasSubstr("no such table: nowhere")));
}

TEST_F(SqlitePackage, SettingsAreChecked) {
  EXPECT_THAT(refusal("sqlite: {readers: 100}"), HasSubstr("sqlite.readers"));
  EXPECT_THAT(refusal("sqlite: {durability: some}"), HasSubstr("normal"));
  EXPECT_THAT(refusal("sqlite: {bussy_timeout: 1s}"), HasSubstr("busy_timeout"));
}

TEST_F(SqlitePackage, AFileThatCannotBeOpenedPointsAtTheConfiguration) {
  EXPECT_THAT(refusal("sqlite:\n  path: /nowhere/at/all.db"),
              AllOf(HasSubstr(":2:9: error[sqlite-unavailable]"), HasSubstr("/nowhere/at")));
}

TEST_F(SqlitePackage, TheServicesDatabaseIsTheOneThatIsThere) {
  service.add_package(std::make_unique<Database>());
  service.get("/anywhere", count_anywhere);
  for (const char* config : {"", "database: {backend: sqlite}"}) {
    TestClient client(service, configured(config));
    EXPECT_EQ(client.get("/anywhere").body(), "0");
  }
  EXPECT_THAT(refusal("database:\n  backend: mysql"),
              AllOf(HasSubstr(":2:12: error[database-unknown]"), HasSubstr("add `mysql` to packages")));
}

TEST(DatabasePackage, WithoutAPackageThatServesItSaysWhatToAdd) {
  Service service("empty", "0.1.0");
  service.add_package(std::make_unique<Database>());
  EXPECT_THAT(start_refusal(service, {}), AllOf(HasSubstr("database-none"), HasSubstr("`sqlite`")));
}

}  // namespace
}  // namespace saki
