// SPDX-License-Identifier: Apache-2.0
//
// MysqlTest: a loop on the test's thread, a server, and a database that asks it.
#pragma once

#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <utility>

#include "maria_server.h"
#include "saki/mysql.h"
#include "saki/task/sleep.h"
#include "saki/task/task.h"
#include "saki/task/task_scope.h"

namespace saki {

class MysqlTest : public ::testing::Test {
 public:
  explicit MysqlTest(MariaServer& server = MariaServer::shared());
  ~MysqlTest() override;

  // Opens `database` with `options`, for this loop.
  void open();
  void close();

  // Runs `function(database)`, a Task<>, and all that was spawned, to the end.
  template <class F>
  void ask(F function) {
    scope.spawn(function, std::ref(database));
    finish();
  }
  void finish() {
    while (scope.running() > 0) loop->run_once();
  }
  void turn_for(Duration time);
  // Turns the loop until `done()`, for some seconds at most.
  template <class F>
  void turn_until(F done) {
    const auto end = Clock::system().monotonic() + kPatience;
    while (!done() && Clock::system().monotonic() < end) loop->run_once(std::chrono::milliseconds(1));
    EXPECT_TRUE(done());
  }
  [[nodiscard]] double measured(const std::string& name) const;
  void expect_sessions(int count);  // Soon, while the loop turns: one of them may still be logging in, or leaving.

  static constexpr std::chrono::seconds kPatience{20};

  MariaServer& server;
  MysqlOptions options;
  std::unique_ptr<Loop> loop;
  LoopBinding binding;
  TaskScope scope;
  Mysql database;

 private:
  bool open_ = false;
};

}  // namespace saki
