// SPDX-License-Identifier: Apache-2.0
#include "process/crash_report.h"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
namespace fs = std::filesystem;

class CrashReportTest : public testing::Test {
 protected:
  CrashReportTest() { fs::remove_all(folder_); }
  ~CrashReportTest() override { fs::remove_all(folder_.parent_path()); }

  [[nodiscard]] std::set<std::string> names() const {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_)) names.insert(entry.path().filename());
    return names;
  }

  const fs::path folder_ = fs::path(testing::TempDir()) / ("saki_crash_" + std::to_string(::getpid())) / "crash";
  const WallTime noon_ = std::chrono::sys_days{std::chrono::year{2026} / 11 / 21} + 12h;
};

TEST_F(CrashReportTest, IsAFileForItsOwnerNamedByTimeAndProcess) {
  const auto path = write_crash_report(folder_, "what happened\n", noon_, 4711, 10);
  ASSERT_TRUE(path);
  EXPECT_EQ(*path, folder_ / "2026-11-21T12-00-00Z-4711.txt");
  std::ifstream file(*path);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "what happened\n");
  struct stat status{};
  ASSERT_EQ(::stat(path->c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(CrashReportTest, OnlyTheNewestAreKeptAndWhatOthersPutThereStays) {
  fs::create_directories(folder_);
  std::ofstream(folder_ / "notes.txt") << "mine";
  std::ofstream(folder_ / "2026-core.dump") << "mine";
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(write_crash_report(folder_, "x", noon_ + i * 1s, 100 - i, 3));
  EXPECT_THAT(names(), ElementsAre("2026-11-21T12-00-17Z-83.txt", "2026-11-21T12-00-18Z-82.txt", "2026-11-21T12-00-19Z-81.txt",
                                   "2026-core.dump", "notes.txt"));
}

TEST_F(CrashReportTest, AFolderThatCannotBeMadeIsAnError) {
  EXPECT_EQ(write_crash_report("/proc/nowhere/crash", "x", noon_, 1, 1).error(), Error::System);
}

}  // namespace
}  // namespace saki
