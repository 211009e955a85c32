// SPDX-License-Identifier: Apache-2.0
//
// A process that writes a store's log is killed, again and again.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>

#include "numbered_records.h"
#include "store/store_recovery.h"
#include "support/test_folder.h"

namespace saki {
namespace {

class Writer {
 public:
  explicit Writer(std::string folder) {
    std::array<int, 2> pipe{};
    EXPECT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    std::string program = SAKI_STORE_WRITER;
    std::array<char*, 3> arguments{program.data(), folder.data(), nullptr};
    EXPECT_EQ(::posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments.data(), environ), 0);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    output_ = ::fdopen(pipe[0], "r");
  }
  ~Writer() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    std::fclose(output_);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // How many records it says have left it; -1 where it says anything else.
  int read_count() {
    std::array<char, 512> line{};
    if (std::fgets(line.data(), line.size(), output_) == nullptr) return -1;
    int count = -1;
    EXPECT_EQ(std::sscanf(line.data(), "%d", &count), 1) << line.data();
    return count;
  }

 private:
  pid_t process_ = -1;
  std::FILE* output_ = nullptr;
};

TEST(KilledStore, WhatHadLeftTheProcessIsThereAndNothingOfTheRestIsHalf) {
  const TestFolder folder;
  const StoreFiles files(folder.file("store"));
  int before = 0;
  bool compacted = false;
  for (int round = 0; round < 8; ++round) {
    int told = 0;
    {
      Writer writer(files.folder());
      for (int line = 0; line <= round; ++line) told = writer.read_count();
      ASSERT_GT(told, before);
    }
    auto found = recover_store(files);
    ASSERT_TRUE(found) << found.error().text;
    const int count = NumberedRecords::count(found->state);
    EXPECT_GE(count, told);
    before = count;
    compacted = compacted || found->snapshot_bytes > 0;
  }
  EXPECT_TRUE(compacted) << "it was to be killed in the midst of that, too";
}

}  // namespace
}  // namespace saki
