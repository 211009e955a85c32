// SPDX-License-Identifier: Apache-2.0
//
// SupervisorLog: a log without a thread. What is said is written when the call returns, to where the service's log goes.
#pragma once

#include <memory>

#include "saki/log/log.h"
#include "saki/process/supervisor_settings.h"

namespace saki {

class SupervisorLog {  // Affinity: one thread.
 public:
  SupervisorLog();  // Text on standard error, until it is told otherwise.

  // A file that cannot be opened is told on standard error, which then stays.
  void configure(const SupervisorSettings& settings);

  void info(std::string_view message, LogStream::Fields fields = {}) { say(LogLevel::Info, message, fields); }
  void warn(std::string_view message, LogStream::Fields fields = {}) { say(LogLevel::Warn, message, fields); }
  void error(std::string_view message, LogStream::Fields fields = {}) { say(LogLevel::Error, message, fields); }

  void reopen();  // A file was moved away.

 private:
  void say(LogLevel level, std::string_view message, LogStream::Fields fields);
  void write_to(std::unique_ptr<LogSink> sink);

  std::string file_;
  LogFormat format_ = LogFormat::Text;
  std::unique_ptr<Log> log_;
};

}  // namespace saki
