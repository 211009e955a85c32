// SPDX-License-Identifier: Apache-2.0
//
// SqliteTest: a loop on the test's thread and a fresh database file in a folder of its own.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "saki/sqlite.h"
#include "saki/task/task.h"
#include "saki/task/task_scope.h"
#include "support/test_folder.h"

namespace saki {

class SqliteTest : public ::testing::Test {
 public:
  SqliteTest();
  ~SqliteTest() override;

  // Opens `database` on `path()`; tests that want other options change `options` first.
  void open();

  // Runs `function(arguments…)`, a Task<>, and all that was spawned, to the end.
  template <class F, class... Arguments>
  void run(F function, Arguments&&... arguments) {
    scope.spawn(function, std::forward<Arguments>(arguments)...);
    finish();
  }
  // The same with the database as its argument.
  template <class F>
  void ask(F function) {
    run(function, std::ref(database));
  }
  void finish() {
    while (scope.running() > 0) loop->run_once();
  }

  [[nodiscard]] std::string path() const { return (folder.path() / "test.db").string(); }

  TestFolder folder;
  SqliteOptions options;
  std::unique_ptr<Loop> loop;
  LoopBinding binding;
  TaskScope scope;
  Sqlite database;
};

}  // namespace saki
