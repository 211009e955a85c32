// SPDX-License-Identifier: Apache-2.0
//
// RedisServer: a real redis-server of one test's own, in a folder of its own, reached by a Unix socket. Killed by its pid.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "support/test_folder.h"

namespace saki {

class RedisServer {
 public:
  explicit RedisServer(std::vector<std::string> options = {});  // As on its command line. Started, and answering.
  ~RedisServer();
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;

  void start();   // And waits until it answers.
  void launch();  // Does not wait.
  [[nodiscard]] bool answers() const;
  void kill() noexcept;  // As `kill -9` does.
  void pause() noexcept;  // It is there, and keeps silent.
  void resume() noexcept;

  [[nodiscard]] std::string address() const { return "unix:" + folder_.file("redis.sock"); }
  [[nodiscard]] const TestFolder& folder() const noexcept { return folder_; }

  // One command by a connection of the test's own, in the server's inline form; the reply as it came. Blocks.
  std::string ask(const std::string& line) const;
  [[nodiscard]] int clients() const;  // Connections that the server counts, but the one that asks.

 private:
  TestFolder folder_;
  std::vector<std::string> options_;
  pid_t process_ = -1;
};

}  // namespace saki
