// SPDX-License-Identifier: Apache-2.0
#include "auth/file_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <filesystem>
#include <fstream>

#include "saki/log/log.h"
#include "support/test_folder.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class FileWatchTest : public testing::Test {
 protected:
  void write(const std::string& text) const {
    const std::string fresh = path_ + ".new";
    std::ofstream(fresh) << text;
    std::filesystem::rename(fresh, path_);
  }

  FileWatch::Take take() {
    return [this](std::string_view text, const std::string& path, Diagnostics& mistakes) {
      const std::lock_guard lock(mutex_);
      if (text == "bad") return mistakes.add({path, 1, 1}, "bad", "it is bad"), false;
      held_ = text;
      ++taken_;
      changed_.notify_all();
      return true;
    };
  }

  TestFolder folder_;
  std::string path_ = folder_.file("users");
  Log log_;
  Diagnostics diagnostics_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string held_;
  int taken_ = 0;
};

TEST_F(FileWatchTest, ReadsAtOnceAndAgainWhenTheFileIsAnotherOne) {
  write("one");
  FileWatch watch(log_.stream("test"));
  watch.add(path_, {}, take(), diagnostics_);
  EXPECT_EQ(held_, "one");
  watch.look();
  EXPECT_EQ(taken_, 1);
  write("two");
  watch.look();
  EXPECT_EQ(held_, "two");
  EXPECT_TRUE(diagnostics_.empty());
}

TEST_F(FileWatchTest, WhatIsBadOrGoneLeavesWhatWasThere) {
  write("one");
  FileWatch watch(log_.stream("test"));
  watch.add(path_, {}, take(), diagnostics_);
  write("bad");
  watch.look();
  std::filesystem::remove(path_);
  watch.look();
  EXPECT_EQ(held_, "one");
  write("three");
  watch.look();
  EXPECT_EQ(held_, "three");
}

TEST_F(FileWatchTest, AFileThatIsNotThereIsToldAtTheStart) {
  FileWatch watch(log_.stream("test"));
  watch.add(path_, {"config.yaml", 3, 4}, take(), diagnostics_);
  EXPECT_THAT(diagnostics_.text(), HasSubstr("config.yaml:3:4: error[auth-file]: " + path_ + " cannot be read"));
}

// The next look is never further off than a pause; how soon a busy machine gets round to it says nothing of the watch.
TEST_F(FileWatchTest, AChangeIsTakenAtTheNextLookWithinTwoSeconds) {
  static_assert(FileWatch::kPause <= 1s);
  write("one");
  FileWatch watch(log_.stream("test"));
  watch.add(path_, {}, take(), diagnostics_);
  watch.start();
  write("two");
  std::unique_lock lock(mutex_);
  EXPECT_TRUE(changed_.wait_for(lock, 30s, [this] { return held_ == "two"; }));
  lock.unlock();
  watch.stop();
}

}  // namespace
}  // namespace saki
