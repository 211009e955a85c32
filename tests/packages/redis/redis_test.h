// SPDX-License-Identifier: Apache-2.0
//
// RedisLoopTest: a loop on the test's thread and a Redis that is open on it. RedisTest: the same, with a real server.
#pragma once

#include <gmock/gmock.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "redis_server.h"
#include "saki/redis.h"
#include "saki/task/task.h"
#include "saki/task/task_scope.h"

namespace saki {

class RedisLoopTest : public ::testing::Test {
 public:
  RedisLoopTest();
  ~RedisLoopTest() override;

  void open();  // On `options`.
  void close();

  // Runs `function(arguments…)`, a Task<>, and all that was spawned, to the end.
  template <class F, class... Arguments>
  void run(F function, Arguments&&... arguments) {
    scope.spawn(function, std::forward<Arguments>(arguments)...);
    finish();
  }
  // The same with the package as its argument.
  template <class F>
  void ask(F function) {
    run(function, std::ref(client));
  }
  void finish();
  // Turns the loop until `done()`, for some seconds at most.
  template <class F>
  void turn_until(F done) {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    bool reached = done();
    while (!reached && std::chrono::steady_clock::now() < end) {
      loop->run_once(std::chrono::milliseconds(5));
      reached = done();
    }
    EXPECT_TRUE(reached);
  }

  // One of the package's numbers, of all loops together: value("redis_in_flight").
  [[nodiscard]] double value(const std::string& name) const;

  static constexpr std::chrono::seconds kPatience{20};

  std::unique_ptr<Loop> loop;
  LoopBinding binding;
  TaskScope scope;
  RedisOptions options;
  Redis client;

 private:
  bool open_ = false;
};

class RedisTest : public RedisLoopTest {
 public:
  explicit RedisTest(std::vector<std::string> server_options = {});

  RedisServer server;
};

}  // namespace saki
