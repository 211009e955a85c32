// SPDX-License-Identifier: Apache-2.0
//
// The log of a store in memory: what is there after a restart, and what of files that are not whole.
#include "store/store_log.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "full_disk.h"
#include "saki/log/log.h"
#include "saki/measures.h"
#include "support/test_folder.h"

namespace saki {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Pairs = std::vector<std::pair<std::string, std::string>>;

Pairs pairs_of(StoreState& state) {
  Pairs pairs;
  for (const auto& [key, entry] : state.entries()) pairs.emplace_back(key, entry.value);
  std::ranges::sort(pairs);
  return pairs;
}

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}
void write_text(const std::string& path, std::string_view text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc).write(text.data(), static_cast<std::streamsize>(text.size()));
}

class StoreLogTest : public ::testing::Test {
 public:
  StoreLogTest() {
    options.folder = folder.file("store");
    options.window = std::chrono::milliseconds(1);
  }
  std::unique_ptr<StoreLog> open() {
    state = StoreState();
    return StoreLog::open(options, log.root(), state, diagnostics);
  }
  // What is there after a restart.
  Pairs kept() {
    const auto opened = open();
    EXPECT_NE(opened, nullptr) << diagnostics.text();
    return pairs_of(state);
  }
  static double measured(const StoreLog& of, std::string_view name) {
    Measures measures;
    of.measure(measures);
    return measures.find(name).value_or(-1);
  }
  static void set(StoreLog& in, const std::string& key, const std::string& value) { in.put(StoreRecordKind::Set, key, value, 0); }

  TestFolder folder;
  Log log;
  MemoryOptions options;
  StoreState state;
  Diagnostics diagnostics;
};

TEST_F(StoreLogTest, WhatWasPutIsThereAfterARestart) {
  {
    const auto first = open();
    ASSERT_NE(first, nullptr) << diagnostics.text();
    set(*first, "a", "1");
    set(*first, "b", "2");
    set(*first, std::string("\0\xff", 2), std::string("\0\r\n", 3));
    set(*first, "a", "3");
    first->put(StoreRecordKind::Remove, "b", "", 0);
    first->put(StoreRecordKind::Set, "late", "x", 1);  // A microsecond after the beginning of 1970.
    first->put(StoreRecordKind::Expire, "a", "", INT64_MAX);
  }
  EXPECT_THAT(kept(), ElementsAre(std::pair(std::string("\0\xff", 2), std::string("\0\r\n", 3)), std::pair("a", "3")));
  EXPECT_EQ(state.entries()["a"].end, INT64_MAX);
}

// Six records, and where each of them ends.
std::vector<std::size_t> some_records(std::string& file, std::vector<Pairs>& states) {
  file = StoreRecord::kFormat;
  std::vector<std::size_t> ends{file.size()};
  states.push_back({});
  Pairs pairs;
  for (int i = 0; i < 6; ++i) {
    const std::string key = "k" + std::to_string(i);
    const std::string value(static_cast<std::size_t>(i * 3), static_cast<char>('a' + i));
    write_record(file, StoreRecordKind::Set, key, value, 0);
    pairs.emplace_back(key, value);
    ends.push_back(file.size());
    states.push_back(pairs);
  }
  return ends;
}

TEST_F(StoreLogTest, ALogThatIsCutAtAnyByteHasTheRecordsBeforeIt) {
  std::string file;
  std::vector<Pairs> states;
  const std::vector<std::size_t> ends = some_records(file, states);
  const StoreFiles files(options.folder);
  std::filesystem::create_directory(options.folder);
  for (std::size_t cut = 0; cut <= file.size(); ++cut) {
    write_text(files.log(1), std::string_view(file).substr(0, cut));
    const auto whole = static_cast<std::size_t>(std::ranges::upper_bound(ends, cut) - ends.begin());
    auto found = recover_store(files);
    ASSERT_TRUE(found) << cut << ": " << found.error().text;
    EXPECT_EQ(pairs_of(found->state), whole == 0 ? Pairs() : states[whole - 1]) << cut;
    EXPECT_EQ(found->log_bytes, whole == 0 ? 0 : ends[whole - 1]) << cut;

    Result<RecordWriter> writer = RecordWriter::continue_at(files.log(1), found->log_bytes);
    ASSERT_TRUE(writer);
    std::string more;
    write_record(more, StoreRecordKind::Set, "more", "x", 0);
    ASSERT_TRUE(writer->write(more));
    StoreState again;
    const std::atomic<bool> never = false;
    const auto ending = StoreFiles::read(files.log(1), again, never);
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->cut_bytes, 0U) << cut;
    EXPECT_EQ(again.entries().size(), found->state.entries().size() + 1) << cut;
  }
}

TEST_F(StoreLogTest, AnyByteThatIsAnotherEndsTheLogBeforeItsRecord) {
  std::string file;
  std::vector<Pairs> states;
  const std::vector<std::size_t> ends = some_records(file, states);
  const StoreFiles files(options.folder);
  std::filesystem::create_directory(options.folder);
  for (std::size_t place = StoreRecord::kFormat.size(); place < file.size(); ++place) {
    std::string other = file;
    other[place] = static_cast<char>(other[place] ^ 0x10);
    write_text(files.log(1), other);
    const auto whole = static_cast<std::size_t>(std::ranges::upper_bound(ends, place) - ends.begin());
    auto found = recover_store(files);
    ASSERT_TRUE(found) << place << ": " << found.error().text;
    EXPECT_EQ(pairs_of(found->state), states[whole - 1]) << place;
  }
}

TEST_F(StoreLogTest, AFileThatIsNoLogIsNotTakenForAnEmptyOne) {
  std::filesystem::create_directory(options.folder);
  write_text(options.folder + "/log-1", "somebody's diary");
  EXPECT_EQ(open(), nullptr);
  EXPECT_THAT(diagnostics.text(), HasSubstr("log-1: error[store-damaged]: the store's files are damaged: it is no log"));
  EXPECT_EQ(text_of(options.folder + "/log-1"), "somebody's diary");
}

TEST_F(StoreLogTest, ALogOrASnapshotThatIsMissingOrHalfIsDamage) {
  const StoreFiles files(options.folder);
  std::string file;
  std::vector<Pairs> states;
  static_cast<void>(some_records(file, states));
  std::filesystem::create_directory(options.folder);
  write_text(files.log(1), file);
  write_text(files.log(3), file);
  EXPECT_EQ(open(), nullptr);
  EXPECT_THAT(diagnostics.text(), HasSubstr("log-2: error[store-damaged]: the store's files are damaged: this log is missing"));

  write_text(files.log(2), std::string_view(file).substr(0, file.size() - 1));
  EXPECT_EQ(open(), nullptr);
  EXPECT_THAT(diagnostics.text(), HasSubstr("log-2: error[store-damaged]: the store's files are damaged: no record begins at byte"));

  write_text(files.log(2), file);
  EXPECT_EQ(kept(), states.back());
  write_text(files.snapshot(3), std::string_view(file).substr(0, file.size() - 1));
  EXPECT_EQ(open(), nullptr);
  EXPECT_THAT(diagnostics.text(), HasSubstr("snapshot-3: error[store-damaged]"));
}

TEST_F(StoreLogTest, ASecondProcessIsKeptOut) {
  const auto first = open();
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(open(), nullptr);
  EXPECT_THAT(diagnostics.text(), HasSubstr("error[store-locked]: another process keeps its store in this folder"));
}

TEST_F(StoreLogTest, AFolderThatCannotBeMadeIsTold) {
  write_text(folder.file("file"), "x");
  options.folder = folder.file("file") + "/below";
  EXPECT_EQ(open(), nullptr);
  EXPECT_THAT(diagnostics.text(), HasSubstr("error[store-folder]"));
}

TEST_F(StoreLogTest, AGrownLogIsPutTogetherAnewWhileItIsWritten) {
  options.compact_bytes = 64 * 1024;
  const std::string large(1'000, 'x');
  {
    const auto first = open();
    ASSERT_NE(first, nullptr);
    for (int i = 0; measured(*first, "store_compactions_total") < 2; ++i) {
      while (first->refusal()) std::this_thread::yield();
      set(*first, "key-" + std::to_string(i % 10), large + std::to_string(i % 10));
      if (i % 50 == 0) std::this_thread::yield();
    }
  }
  Pairs expected;
  for (int i = 0; i < 10; ++i) expected.emplace_back("key-" + std::to_string(i), large + std::to_string(i));
  EXPECT_EQ(kept(), expected);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(options.folder)) files += entry.path().filename() == "lock" ? 0U : 1U;
  EXPECT_LE(files, 3U) << "a snapshot, its log, and one that a broken-off compaction left";
}

TEST_F(StoreLogTest, AnUnfinishedSnapshotIsNotReadAndGoesAway) {
  const StoreFiles files(options.folder);
  std::string file;
  std::vector<Pairs> states;
  static_cast<void>(some_records(file, states));
  std::filesystem::create_directory(options.folder);
  write_text(files.snapshot(2), file);
  write_text(files.snapshot(3) + ".new", "half");
  write_text(files.log(1), "old");
  EXPECT_EQ(kept(), states.back());
  EXPECT_FALSE(std::filesystem::exists(files.log(1)));
  EXPECT_FALSE(std::filesystem::exists(files.snapshot(3) + ".new"));
}

TEST_F(StoreLogTest, AFullDiskRefusesChangesUntilThereIsRoomAndLosesNone) {
  {
    const auto opened = open();
    ASSERT_NE(opened, nullptr);
    {
      const FullDisk full(4'096);
      for (int i = 0; i < 10; ++i) set(*opened, "k" + std::to_string(i), std::string(1'000, 'x'));
      while (opened->health().good()) std::this_thread::yield();
      const auto refusal = opened->refusal();
      ASSERT_TRUE(refusal);
      EXPECT_EQ(refusal->kind(), StoreErrorKind::Unavailable);
      EXPECT_THAT(refusal->what(), HasSubstr("the store's log cannot be written"));
    }
    while (!opened->health().good() || opened->refusal()) std::this_thread::yield();
  }
  EXPECT_EQ(kept().size(), 10U);
}

TEST_F(StoreLogTest, TooMuchThatWaitsForTheDiskIsRefused) {
  options.window = std::chrono::hours(1);
  options.backlog_bytes = 1'000;
  const auto opened = open();
  ASSERT_NE(opened, nullptr);
  EXPECT_FALSE(opened->refusal());
  set(*opened, "a", std::string(1'000, 'x'));
  const auto refusal = opened->refusal();
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->kind(), StoreErrorKind::Exhausted);
}

}  // namespace
}  // namespace saki
