// SPDX-License-Identifier: Apache-2.0
//
// A process that writes a store's log is killed, again and again.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cinttypes>
#include <csignal>
#include <cstdio>
#include <map>
#include <optional>
#include <utility>

#include "numbered_records.h"
#include "store/store_recovery.h"
#include "support/test_folder.h"

namespace saki {
namespace {

// Runs `program` on the folder until it is killed.
class Writer {
 public:
  Writer(std::string program, std::string folder) {
    std::array<int, 2> pipe{};
    EXPECT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    std::array<char*, 3> arguments{program.data(), folder.data(), nullptr};
    EXPECT_EQ(::posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments.data(), environ), 0);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    output_ = ::fdopen(pipe[0], "r");
  }
  ~Writer() {
    kill();
    std::fclose(output_);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void kill() {
    if (process_ < 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(std::exchange(process_, -1), nullptr, 0);
  }

  // A task and how far it counted; none once all was read that it said before it was killed.
  std::optional<std::pair<int, std::int64_t>> read_answer() {
    std::array<char, 512> line{};
    if (std::fgets(line.data(), line.size(), output_) == nullptr) return std::nullopt;
    std::pair<int, std::int64_t> answer;
    EXPECT_EQ(std::sscanf(line.data(), "%d %" SCNd64, &answer.first, &answer.second), 2) << line.data();
    return answer;
  }

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
      Writer writer(SAKI_STORE_WRITER, files.folder());
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

TEST(KilledStore, NothingThatWasAnsweredIsLostWhereAnswersWaitForTheDisk) {
  const TestFolder folder;
  const StoreFiles files(folder.file("store"));
  std::map<int, std::int64_t> answered;
  const auto note = [&](const auto& answer) { answered[answer.first] = answer.second; };
  for (int round = 0; round < 6; ++round) {
    Writer writer(SAKI_STORE_COMMITTER, files.folder());
    for (int line = 0; line <= 200 * round; ++line) {
      const auto answer = writer.read_answer();
      ASSERT_TRUE(answer);
      note(*answer);
    }
    writer.kill();
    while (const auto answer = writer.read_answer()) note(*answer);
    auto found = recover_store(files);
    ASSERT_TRUE(found) << found.error().text;
    for (const auto& [task, count] : answered) {
      const std::string value = found->state.entries()["task-" + std::to_string(task)].value;
      ASSERT_FALSE(value.empty()) << round << ": " << task;
      EXPECT_GE(std::stoll(value), count) << round << ": " << task;
      EXPECT_LE(std::stoll(value), count + 1) << round << ": " << task << " asked for one more";
      answered[task] = std::stoll(value);
    }
  }
}

}  // namespace
}  // namespace saki
