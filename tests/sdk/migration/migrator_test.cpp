// SPDX-License-Identifier: Apache-2.0
#include "migration/migrator.h"

#include <gmock/gmock.h>

#include "fake_backend.h"
#include "saki/hash.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using State = MigrationState;

constexpr Migration kFirst{1, "create_notes", "", "migrations/0001_create_notes.sql", "create notes", "drop notes"};
constexpr Migration kSecond{2, "add_state", "", "migrations/0002_add_state.sql", "add state", "drop state"};
constexpr Migration kThird{3, "add_due", "", "migrations/0003_add_due.sql", "add due", ""};
constexpr Migration kAll[] = {kFirst, kSecond, kThird};

class Migrating3 : public testing::Test {
 protected:
  [[nodiscard]] auto up(std::size_t limit = SIZE_MAX, std::span<const Migration> all = kAll) {
    FakeBackend backend(database_);
    return Migrator(all, backend).up(1s, limit);
  }
  [[nodiscard]] auto down(std::size_t count) {
    FakeBackend backend(database_);
    return Migrator(kAll, backend).down(1s, count);
  }
  [[nodiscard]] std::vector<State> states() {
    FakeBackend backend(database_);
    std::vector<State> found;
    const auto lines = Migrator(kAll, backend).status();
    for (const MigrationLine& line : *lines) found.push_back(line.state);
    return found;
  }
  [[nodiscard]] std::vector<std::string> complaints() {
    FakeBackend backend(database_);
    std::vector<std::string> texts;
    const auto found = Migrator(kAll, backend).check();
    for (const MigrationFailure& each : *found) texts.push_back(each.text);
    return texts;
  }

  FakeDatabase database_;
};

TEST_F(Migrating3, WhatIsPendingIsAppliedInOrderAndNotedWithItsChecksum) {
  EXPECT_THAT(states(), ElementsAre(State::Pending, State::Pending, State::Pending));
  const auto done = up();
  ASSERT_TRUE(done) << done.error().text;
  EXPECT_EQ(done->size(), 3U);
  EXPECT_THAT(database_.run, ElementsAre("create notes", "add state", "add due"));
  EXPECT_EQ(database_.rows[0].checksum, Sha256::hex_of("create notes"));
  EXPECT_THAT(states(), ElementsAre(State::Applied, State::Applied, State::Applied));
  EXPECT_THAT(complaints(), IsEmpty());
}

TEST_F(Migrating3, NothingToDoTakesNoLock) {
  ASSERT_TRUE(up());
  database_.locked_by_another = true;
  const auto again = up();
  ASSERT_TRUE(again);
  EXPECT_THAT(*again, IsEmpty());
}

TEST_F(Migrating3, ALimitAppliesTheOldest) {
  ASSERT_TRUE(up(2));
  EXPECT_THAT(database_.run, ElementsAre("create notes", "add state"));
  EXPECT_THAT(states(), ElementsAre(State::Applied, State::Applied, State::Pending));
  EXPECT_THAT(complaints(), ElementsAre("migration 3 (add_due) is not applied"));
}

TEST_F(Migrating3, AFailureNamesItsFileAndUndoesTheRun) {
  database_.fails_at = "add state";
  const auto done = up();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().file, "migrations/0002_add_state.sql");
  EXPECT_EQ(done.error().line, 3U);
  EXPECT_THAT(database_.rows, IsEmpty());
}

TEST_F(Migrating3, AChangedOneStopsEverything) {
  ASSERT_TRUE(up(2));
  database_.rows[0].checksum = Sha256::hex_of("create other notes");
  EXPECT_THAT(states(), ElementsAre(State::Changed, State::Applied, State::Pending));
  const auto done = up();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().text, "migration 1 (create_notes) was changed after it was applied");
  EXPECT_EQ(done.error().file, "migrations/0001_create_notes.sql");
}

TEST_F(Migrating3, AChangedOneIsToldEvenWhereNothingIsPending) {
  ASSERT_TRUE(up());
  database_.rows[2].checksum = "";
  EXPECT_FALSE(up());
}

TEST_F(Migrating3, AnIncompleteOneStopsEverything) {
  ASSERT_TRUE(up(1));
  database_.rows[0].complete = false;
  const auto done = up();
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().text, HasSubstr("was begun and did not complete"));
  EXPECT_THAT(done.error().hint, HasSubstr("saki_migrations"));
}

TEST_F(Migrating3, ANewOneBelowAnAppliedOneIsRefused) {
  const Migration without_second[] = {kFirst, kThird};
  ASSERT_TRUE(up(SIZE_MAX, without_second));
  const auto done = up();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().text, "migration 2 (add_state) is older than 3, which was applied already");
  EXPECT_EQ(done.error().hint, "give it a number above 3");
  EXPECT_THAT(database_.run, ElementsAre("create notes", "add due"));
}

TEST_F(Migrating3, WhatANewerProgramAppliedIsLeftAlone) {
  ASSERT_TRUE(up());
  database_.rows.push_back({4, "of_tomorrow", "abc", "2026-11-22T00:00:00Z", true});
  EXPECT_THAT(states(), ElementsAre(State::Applied, State::Applied, State::Applied, State::Unknown));
  EXPECT_TRUE(up());
  EXPECT_THAT(complaints(), ElementsAre("migration 4 (of_tomorrow) was applied by another program than this one"));
  const auto back = down(1);
  ASSERT_FALSE(back);
  EXPECT_THAT(back.error().text, HasSubstr("this program does not have it"));
}

TEST_F(Migrating3, TheNewestIsTakenBackFirst) {
  ASSERT_TRUE(up(2));
  const auto back = down(2);
  ASSERT_TRUE(back) << back.error().text;
  EXPECT_THAT(database_.run, ElementsAre("create notes", "add state", "drop state", "drop notes"));
  EXPECT_THAT(database_.rows, IsEmpty());
}

TEST_F(Migrating3, WhatHasNoWayBackStaysAndSoDoTheOthers) {
  ASSERT_TRUE(up());
  const auto back = down(3);
  ASSERT_FALSE(back);
  EXPECT_THAT(back.error().text, HasSubstr("nothing says how"));
  EXPECT_EQ(database_.rows.size(), 3U);
}

TEST_F(Migrating3, ALockThatIsNotGivenIsTold) {
  database_.locked_by_another = true;
  const auto done = up();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().text, "somebody else migrates it");
}

TEST(MigrationVariants, ABackendTakesItsOwn) {
  constexpr Migration kVariants[] = {{1, "a", "", "1.sql", "common", ""},
                                     {1, "a", "mysql", "1.mysql.sql", "mysql's", ""},
                                     {2, "b", "mysql", "2.mysql.sql", "mysql's only", ""},
                                     {3, "c", "", "3.sql", "all", ""}};
  FakeDatabase other;
  FakeBackend fake(other);
  ASSERT_TRUE(Migrator(kVariants, fake).up(1s));
  EXPECT_THAT(other.run, ElementsAre("common", "all"));
  FakeDatabase mysql;
  FakeBackend backend(mysql, "mysql");
  ASSERT_TRUE(Migrator(kVariants, backend).up(1s));
  EXPECT_THAT(mysql.run, ElementsAre("mysql's", "mysql's only", "all"));
}

}  // namespace
}  // namespace saki
