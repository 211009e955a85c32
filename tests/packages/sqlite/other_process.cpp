// SPDX-License-Identifier: Apache-2.0
#include "other_process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace saki {
namespace {

constexpr const char* kEnd = "--done--\n";

}  // namespace

OtherProcess::OtherProcess(const std::string& path) {
  std::array<int, 2> to{};
  std::array<int, 2> from{};
  EXPECT_EQ(::pipe2(to.data(), O_CLOEXEC), 0);
  EXPECT_EQ(::pipe2(from.data(), O_CLOEXEC), 0);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, from[1], STDERR_FILENO);
  std::string program = "sqlite3";
  std::string option = "-batch";
  std::string file = path;
  std::array<char*, 4> arguments{program.data(), option.data(), file.data(), nullptr};
  EXPECT_EQ(::posix_spawnp(&process_, "sqlite3", &actions, nullptr, arguments.data(), environ), 0) << "apt-get install sqlite3";
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(to[0]);
  ::close(from[1]);
  input_ = to[1];
  output_ = from[0];
}

OtherProcess::~OtherProcess() {
  ::close(input_);
  ::close(output_);
  if (process_ <= 0) return;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
}

std::string OtherProcess::run(const std::string& sql) {
  const std::string text = sql + ";\n.print --done--\n";
  EXPECT_EQ(::write(input_, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  std::string answer;
  std::array<char, 256> block{};
  while (!answer.ends_with(kEnd)) {
    const ssize_t got = ::read(output_, block.data(), block.size());
    if (got <= 0) {
      ADD_FAILURE() << "the sqlite3 shell ended: " << answer;
      return answer;
    }
    answer.append(block.data(), static_cast<std::size_t>(got));
  }
  return answer.substr(0, answer.size() - std::string(kEnd).size());
}

}  // namespace saki
