// SPDX-License-Identifier: Apache-2.0
//
// Log: the streams, the rings, the sinks and the one thread that writes. Made in main, passed by reference.
//
//   worker --ring--.
//   worker --ring--+-- writer --> graph of streams --> sinks
//   others --(lock)'
//
// Lines leave in the order of their time, across threads. No thread but the writer ever waits for a sink. Before start() and after
// stop() lines wait in their rings for flush(), which then writes them on the thread that called it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "saki/base/clock.h"
#include "saki/base/result.h"
#include "saki/log/log_sink.h"
#include "saki/log/log_stream.h"

namespace saki {

class LogCore;

struct LogOptions {
  std::size_t ring_bytes = 64 * 1024;         // Of each worker's ring; a power of two.
  std::size_t shared_ring_bytes = 64 * 1024;  // Of the ring of all threads that have none; a power of two.
  std::size_t record_bytes = 8 * 1024;        // One line before it is formatted; longer ones are cut. At most a quarter of a ring.
  std::chrono::milliseconds linger{10};       // How long the writer gathers lines before it writes again, under load.
};

struct LogCounters {
  std::uint64_t written = 0;       // Lines handed to the sinks.
  std::uint64_t ring_dropped = 0;  // Lines that found their ring full.
  std::uint64_t sink_dropped = 0;  // Lines that a sink could not write.
};

class Log {  // Affinity: any, save for the destructor.
 public:
  explicit Log(LogOptions options = {}, const Clock& clock = Clock::system());
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  ~Log();  // Stops and writes what is left. No LogThread may be left.

  [[nodiscard]] LogStream& root() noexcept;

  // The stream of that name, made when new. "http.access" feeds "http", which feeds the root; it goes by their threshold until it has
  // its own. Lives as long as the log.
  [[nodiscard]] LogStream& stream(std::string_view name);

  // Sets the threshold of a stream and of those below its name that have none of their own; nullopt takes its own away again.
  void set_level(std::string_view name, std::optional<LogLevel> level);

  // Lets lines of `from` flow to `to` as well, or no longer. Connecting errors: Invalid when lines would go round in a circle.
  [[nodiscard]] Result<> connect(LogStream& from, LogStream& to);
  void disconnect(LogStream& from, LogStream& to);

  // Adds a sink to a stream, by default the root.
  template <class Sink>
  Sink& add_sink(std::unique_ptr<Sink> sink) {
    return add_sink(std::move(sink), root());
  }
  template <class Sink>
  Sink& add_sink(std::unique_ptr<Sink> sink, LogStream& at) {
    Sink& added = *sink;
    adopt(std::move(sink), at);
    return added;
  }

  // Starts the writer. Errors: System.
  [[nodiscard]] Result<> start();
  // Writes what is left and ends the writer. Nothing happens where none runs.
  void stop() noexcept;

  // Returns when everything logged before the call has been handed to the sinks. Waits: not for loops.
  void flush() noexcept;
  // The same for a process about to abort: takes no lock, waits at most `patience`; false when it could not be confirmed.
  bool flush_before_abort(std::chrono::milliseconds patience) noexcept;

  // Lets every sink reopen its file, soon.
  void reopen() noexcept;

  [[nodiscard]] LogCounters counters() const noexcept;

 private:
  friend class LogThread;
  void adopt(std::unique_ptr<LogSink> sink, LogStream& at);

  std::unique_ptr<LogCore> core_;
};

}  // namespace saki
