// SPDX-License-Identifier: Apache-2.0
//
// Migrations of a service: at its start, and by `--db`.
#include <gmock/gmock.h>

#include "fake_backend.h"
#include "saki/log/log.h"
#include "saki/migration.h"
#include "saki/offers.h"
#include "saki/service.h"
#include "saki/test_client.h"
#include "saki/test_start.h"
#include "service/composition.h"
#include "service/preparation.h"

namespace saki {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr Migration kMigrations[] = {{1, "create_notes", "", "migrations/0001_create_notes.sql", "create notes", "drop notes"},
                                     {2, "add_state", "", "migrations/0002_add_state.sql", "add state", "drop state"}};

class Shelf final : public Package {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "shelf"; }
  void start(const PackageContext&, Diagnostics&) override { found_at_start = database.run; }
  [[nodiscard]] std::unique_ptr<MigrationBackend> migration_backend(const PackageContext&) override {
    return std::make_unique<FakeBackend>(database, "shelf");
  }

  FakeDatabase database;
  std::vector<std::string> found_at_start;
};

class MigratedService : public testing::Test {
 protected:
  MigratedService() { service_.migrations(kMigrations); }

  Migrating::Report run(const std::string& command, bool json = false, const std::string& config = {}) {
    const std::vector<std::string> arguments = {"--set", config.empty() ? "migrations.patience=1s" : config};
    const Preparation preparation = prepare(service_.composition(), arguments, nullptr);
    EXPECT_EQ(preparation.error_output, "");
    Log log;
    Offers offers;
    const PackageContext context("notes", *preparation.config, ".", log.stream("notes"), offers);
    return service_.composition().migrating->run(service_.composition(), context, command, json);
  }

  Service service_{"notes"};
  Shelf& shelf_ = service_.add_package(std::make_unique<Shelf>());
};

TEST_F(MigratedService, AStartAppliesWhatIsPendingBeforeThePackageStarts) {
  TestClient client(service_);
  EXPECT_THAT(shelf_.found_at_start, ElementsAre("create notes", "add state"));
  EXPECT_THAT(client.log_lines(), Contains(AllOf(HasSubstr("migration applied"), HasSubstr("create_notes"))));
}

TEST_F(MigratedService, AStartThatOnlyChecksRefusesUntilSomebodyMigrated) {
  EXPECT_THAT(start_refusal(service_, {.config = "migrations: {at_start: check}"}),
              AllOf(HasSubstr("migrations/0001_create_notes.sql: error[not-migrated]: migration 1 (create_notes) is not applied"),
                    HasSubstr("migration 2"), HasSubstr("hint: apply it: saki db up")));
  EXPECT_EQ(run("up").exit_status, 0);
  EXPECT_EQ(start_refusal(service_, {.config = "migrations: {at_start: check}"}), "");
}

TEST_F(MigratedService, AStartCanLeaveTheDatabaseAsItIs) {
  EXPECT_EQ(start_refusal(service_, {.config = "migrations: {at_start: none}"}), "");
  EXPECT_THAT(shelf_.database.run, IsEmpty());
}

TEST_F(MigratedService, AFailedMigrationIsTheStartsErrorWithItsPlace) {
  shelf_.database.fails_at = "add state";
  EXPECT_THAT(start_refusal(service_, {}), HasSubstr("migrations/0002_add_state.sql:3: error[not-migrated]: it failed"));
}

TEST_F(MigratedService, ADatabaseOfANewerProgramIsServedWithAWarning) {
  ASSERT_EQ(run("up").exit_status, 0);
  shelf_.database.rows.push_back({9, "of_tomorrow", "abc", "2027-01-01T00:00:00Z", true});
  TestClient client(service_);
  EXPECT_THAT(client.log_lines(), Contains(AllOf(HasSubstr("newer program"), HasSubstr("of_tomorrow"))));
}

TEST_F(MigratedService, StatusIsATable) {
  ASSERT_EQ(run("up:1").output, "applied 0001 create_notes\n");
  const Migrating::Report report = run("status");
  EXPECT_EQ(report.exit_status, 0);
  EXPECT_EQ(report.output,
            "/fake.db (shelf)\n"
            "  0001 create_notes  applied 2026-11-21T00:00:00Z\n"
            "  0002 add_state     pending\n");
  EXPECT_EQ(run("status", true).output,
            R"({"database":"/fake.db","backend":"shelf","migrations":[{"number":1,"name":"create_notes","state":"applied",)"
            R"("applied_at":"2026-11-21T00:00:00Z"},{"number":2,"name":"add_state","state":"pending"}]})"
            "\n");
}

TEST_F(MigratedService, StepsAreCountedBothWays) {
  EXPECT_EQ(run("up").output, "applied 0001 create_notes\napplied 0002 add_state\n");
  EXPECT_EQ(run("up").output, "nothing to do\n");
  EXPECT_EQ(run("down").output, "took back 0002 add_state\n");
  EXPECT_EQ(run("down:5").output, "took back 0001 create_notes\n");
}

TEST_F(MigratedService, CheckFailsUntilBothSidesAreTheSame) {
  const Migrating::Report before = run("check");
  EXPECT_EQ(before.exit_status, 1);
  EXPECT_THAT(before.error_output, HasSubstr("migration 1 (create_notes) is not applied"));
  ASSERT_EQ(run("up").exit_status, 0);
  const Migrating::Report after = run("check");
  EXPECT_EQ(after.exit_status, 0);
  EXPECT_EQ(after.output, "everything is applied\n");
}

TEST_F(MigratedService, AnUnknownCommandIsWrongUsage) {
  for (const char* command : {"upp", "up:", "up:0", "up:x", "status:1", ""}) {
    const Migrating::Report report = run(command);
    EXPECT_EQ(report.exit_status, 2) << command;
    EXPECT_THAT(report.error_output, StartsWith("notes: --db takes status, up, up:N, down, down:N or check")) << command;
  }
}

TEST_F(MigratedService, APackageThatIsNotThereIsNamedAtItsPlace) {
  const Migrating::Report report = run("status", false, "migrations.database=cellar");
  EXPECT_EQ(report.exit_status, 1);
  EXPECT_THAT(report.error_output, HasSubstr("no package \"cellar\" with a database to migrate"));
}

TEST_F(MigratedService, ADatabaseThatIsWhicheverThereIsIsMigrated) {
  class Choice final : public Package {
   public:
    [[nodiscard]] std::string_view name() const noexcept override { return "database"; }
    void declare_settings(ConfigSchema& schema) override {
      schema.add({.path = "database.backend", .initial = "auto", .description = "Which."});
    }
    void start(const PackageContext&, Diagnostics&) override {}
  };
  service_.add_package(std::make_unique<Choice>());
  EXPECT_EQ(start_refusal(service_, {}), "");
  EXPECT_THAT(shelf_.database.run, ElementsAre("create notes", "add state"));
  EXPECT_EQ(start_refusal(service_, {.config = "database: {backend: shelf}"}), "");
  EXPECT_THAT(start_refusal(service_, {.config = "database: {backend: cellar}"}),
              HasSubstr("no package \"cellar\" with a database to migrate"));
}

TEST_F(MigratedService, OfTwoDatabasesNoneIsMigratedBeforeOneIsNamed) {
  class Second final : public Package {
   public:
    [[nodiscard]] std::string_view name() const noexcept override { return "second"; }
    void start(const PackageContext&, Diagnostics&) override {}
    [[nodiscard]] std::unique_ptr<MigrationBackend> migration_backend(const PackageContext&) override {
      return std::make_unique<FakeBackend>(database, "second");
    }
    FakeDatabase database;
  };
  Second& second = service_.add_package(std::make_unique<Second>());
  EXPECT_THAT(start_refusal(service_, {}), HasSubstr("`shelf` and `second` both have a database to migrate"));
  EXPECT_THAT(shelf_.database.run, IsEmpty());
  EXPECT_EQ(start_refusal(service_, {.config = "migrations: {database: second}"}), "");
  EXPECT_THAT(shelf_.database.run, IsEmpty());
  EXPECT_THAT(second.database.run, ElementsAre("create notes", "add state"));
}

TEST(MigrationsOfNothing, MigrationsNeedADatabase) {
  Service service("notes");
  service.migrations(kMigrations);
  class Bare final : public Package {
   public:
    [[nodiscard]] std::string_view name() const noexcept override { return "bare"; }
    void start(const PackageContext&, Diagnostics&) override {}
  };
  service.add_package(std::make_unique<Bare>());
  EXPECT_THAT(start_refusal(service, {}), HasSubstr("there are migrations, and no package with a database to migrate"));
}

}  // namespace
}  // namespace saki
