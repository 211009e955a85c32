// SPDX-License-Identifier: Apache-2.0
//
// MysqlWire: one connection as the C library sees it. Each step is awaited: on the loop, by the library's `_start` and `_cont` calls
// (wire_loop.cpp), or on a pool's thread where the library has none of them (wire_pool.cpp). CMake chooses.
//
// One step at a time. Results are the library's: 0 is success, MYSQL_NO_DATA and MYSQL_DATA_TRUNCATED as of mysql_stmt_fetch().
#pragma once

#include <memory>
#include <string_view>

#include "answer.h"
#include "library.h"
#include "saki/loop/loop.h"
#include "saki/mysql/options.h"
#include "saki/task/blocking_pool.h"
#include "saki/task/task.h"

namespace saki {

// Who is told of what happens between steps.
class MysqlWireOwner {
 public:
  virtual void stirred() noexcept = 0;  // The server sent something, or closed. On the loop.

 protected:
  ~MysqlWireOwner() = default;
};

class MysqlPort;  // What waits for a step: of the source that CMake chose.

class MysqlWire {  // Affinity: loop.
 public:
  MysqlWire(Loop& loop, BlockingPool& threads, const MysqlOptions& options, MysqlWireOwner& owner);
  ~MysqlWire();  // Closes without waiting; no step runs.
  MysqlWire(const MysqlWire&) = delete;
  MysqlWire& operator=(const MysqlWire&) = delete;

  [[nodiscard]] Task<bool> connect();
  MysqlAnswer query(std::string_view sql);       // The text lives until the answer.
  [[nodiscard]] Task<int> skip_results();                    // Reads and drops what a query gave, to the end.
  MysqlAnswer ping();
  MysqlAnswer multiple_statements(bool allowed);
  MysqlAnswer prepare(MYSQL_STMT& statement, std::string_view sql);
  MysqlAnswer execute(MYSQL_STMT& statement);
  MysqlAnswer fetch(MYSQL_STMT& statement);
  MysqlAnswer free_result(MYSQL_STMT& statement);
  MysqlAnswer next_result(MYSQL_STMT& statement);  // -1: there was none.

  // Breaks the connection: the step that runs, and every later one, fails soon.
  void abort() noexcept;

  [[nodiscard]] MYSQL* handle() const noexcept { return handle_.get(); }
  [[nodiscard]] unsigned long id() const noexcept { return mysql_thread_id(handle_.get()); }  // The server's, for KILL.
  [[nodiscard]] unsigned server_status() const noexcept { return handle_->server_status; }

 private:
  struct Close {
    void operator()(MYSQL* handle) const noexcept { mysql_close(handle); }
  };

  const MysqlOptions& options_;
  std::unique_ptr<MYSQL, Close> handle_;
  std::unique_ptr<MysqlPort> port_;  // Ends before the handle, whose descriptor it watches.
};

}  // namespace saki
