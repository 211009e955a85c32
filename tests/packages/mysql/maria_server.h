// SPDX-License-Identifier: Apache-2.0
//
// MariaServer: a real mariadbd of the test's own, in a folder of its own, on a Unix socket and a port of 127.0.0.1. Ended by its pid.
//
// The system tables are made once for each process and copied for each server.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "saki/mysql/options.h"
#include "support/kept_port.h"
#include "support/test_folder.h"

namespace saki {

class MariaServer {
 public:
  explicit MariaServer(std::vector<std::string> options = {});  // As on its command line. Started, and answering.
  ~MariaServer();
  MariaServer(const MariaServer&) = delete;
  MariaServer& operator=(const MariaServer&) = delete;

  // One for all tests that leave it as it was, but for tables of their own; it has a database `test`, empty for each caller.
  [[nodiscard]] static MariaServer& shared();

  void start();   // And waits until it answers.
  void launch();  // Does not wait.
  [[nodiscard]] bool answers() const;
  void kill() noexcept;  // As `kill -9` does.
  void pause() noexcept;  // It is there, and keeps silent.
  void resume() noexcept;

  // As user `app`, over TCP.
  [[nodiscard]] MysqlOptions options() const;
  [[nodiscard]] std::string socket() const { return folder_.file("s.sock"); }
  [[nodiscard]] std::uint16_t port() const noexcept { return port_.number(); }
  [[nodiscard]] const TestFolder& folder() const noexcept { return folder_; }

  // By a connection of the test's own, as root: statements, the last one's first value. Throws what the server says.
  std::string ask(const std::string& sql) const;
  [[nodiscard]] int sessions() const;                              // Connections of `app`.
  [[nodiscard]] int running(const std::string& statement) const;   // Those of them that run something like it.
  void expect_at_most(int count) const;
  void expect_sessions(int count) const;  // Soon: the server needs a moment to see that one has gone. Fails the test after 10 s.

 private:
  TestFolder folder_;
  std::vector<std::string> options_;
  KeptPort port_;
  pid_t process_ = -1;
};

}  // namespace saki
