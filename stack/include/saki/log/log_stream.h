// SPDX-License-Identifier: Apache-2.0
//
// LogStream: a named source of lines, a node of the log's graph. Its lines flow to its own sinks and on to the streams it feeds.
//
//   log.info("listening", {{"address", address}, {"workers", 4}});
//
// Below its threshold a call costs one relaxed load. Above, the line is put into the calling thread's ring, without allocation and
// without waiting; when the ring is full the line is dropped and counted. Where a field's value is costly to make, ask enabled() first.
#pragma once

#include <atomic>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "saki/log/log_field.h"
#include "saki/log/log_level.h"

namespace saki {

class LogQueue;

class LogStream {  // Affinity: any.
 public:
  using Fields = std::initializer_list<LogField>;

  LogStream(std::string name, LogQueue& queue) : name_(std::move(name)), queue_(queue) {}
  LogStream(const LogStream&) = delete;
  LogStream& operator=(const LogStream&) = delete;

  [[nodiscard]] bool enabled(LogLevel level) const noexcept { return level >= threshold_.load(std::memory_order_relaxed); }

  void trace(std::string_view message, Fields fields = {}) noexcept { write(LogLevel::Trace, message, span(fields)); }
  void debug(std::string_view message, Fields fields = {}) noexcept { write(LogLevel::Debug, message, span(fields)); }
  void info(std::string_view message, Fields fields = {}) noexcept { write(LogLevel::Info, message, span(fields)); }
  void warn(std::string_view message, Fields fields = {}) noexcept { write(LogLevel::Warn, message, span(fields)); }
  void error(std::string_view message, Fields fields = {}) noexcept { write(LogLevel::Error, message, span(fields)); }

  // For fields that were gathered.
  void write(LogLevel level, std::string_view message, std::span<const LogField> fields) noexcept {
    if (enabled(level)) push(level, message, fields);
  }

  [[nodiscard]] const std::string& name() const noexcept { return name_; }  // "http.access"; "" is the root.

 private:
  friend class LogGraph;

  static std::span<const LogField> span(Fields fields) noexcept { return {fields.begin(), fields.size()}; }
  void push(LogLevel level, std::string_view message, std::span<const LogField> fields) noexcept;

  std::string name_;
  LogQueue& queue_;
  std::atomic<LogLevel> threshold_{LogLevel::Info};
};

}  // namespace saki
