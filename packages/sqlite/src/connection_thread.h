// SPDX-License-Identifier: Apache-2.0
//
// ConnectionThread: a connection on a thread of its own, from opening to closing.
#pragma once

#include <atomic>
#include <expected>
#include <future>
#include <string>
#include <thread>

#include "connection.h"

namespace saki {

// Why a connection is not there: its file, or a script that it ran.
struct OpenFailure {
  Explanation explanation;
  std::string script = {};  // Its name; empty when the file is at fault.
  std::size_t line = 0;    // In the script, from 1.
  std::size_t column = 0;  // In bytes, from 1.
};

class ConnectionThread {  // Affinity: the thread that made it, save prepare() and serve().
 public:
  ConnectionThread() = default;
  ConnectionThread(const ConnectionThread&) = delete;
  ConnectionThread& operator=(const ConnectionThread&) = delete;
  virtual ~ConnectionThread() = default;  // Joined before.

  // Starts the thread and waits until its connection is open and prepared. On failure the thread has ended.
  [[nodiscard]] std::expected<void, OpenFailure> start(const SqliteOptions& options, SqliteRole role, const std::string& name,
                                                       const std::atomic<bool>& stopping, SqliteVitals& vitals);
  void join() noexcept;

 protected:
  [[nodiscard]] virtual std::expected<void, OpenFailure> prepare(Connection&) { return {}; }  // On the thread, once.
  virtual void serve(Connection& connection) = 0;  // On the thread, until its queue is closed.

 private:
  using Opened = std::expected<std::unique_ptr<Connection>, OpenFailure>;
  [[nodiscard]] Opened open(const SqliteOptions& options, SqliteRole role, const std::atomic<bool>& stopping, SqliteVitals& vitals);

  std::thread thread_;
};

}  // namespace saki
