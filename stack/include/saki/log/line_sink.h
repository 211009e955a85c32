// SPDX-License-Identifier: Apache-2.0
//
// LineSink: a sink of formatted lines; what derives from it writes bytes.
//
// Lines gather until the batch ends and leave in one piece. When the bytes cannot be written the lines are dropped and counted, and
// the first line that passes again is preceded by one that tells how many are missing and why. A line torn by a full disk is ended first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "saki/base/clock.h"
#include "saki/base/error.h"
#include "saki/log/log_format.h"
#include "saki/log/log_sink.h"
#include "saki/log/record_format.h"

namespace saki {

struct LineSinkOptions {
  LogFormat format = LogFormat::Text;
  LogLevel least = LogLevel::Trace;
  std::size_t line_bytes = 16 * 1024;   // A formatted line; longer ones are cut. At least 256.
  std::size_t batch_bytes = 64 * 1024;  // Lines are written when this many bytes have gathered, or at the end of the batch.
  std::shared_ptr<RecordFormat> own_format{};  // Instead of `format`.
};

class LineSink : public LogSink {
 public:
  explicit LineSink(LineSinkOptions options) noexcept : LogSink(options.least), options_(std::move(options)) {}

  void accept(const LogRecord& record) final;
  void commit() final;

 protected:
  struct Written {
    std::size_t bytes;            // How many of them were written.
    Error error = Error::Closed;  // Why not all; of no meaning when all were.
  };
  // Writes what it can of `bytes`.
  virtual Written write(std::string_view bytes) = 0;

 private:
  [[nodiscard]] std::string preface() const;
  void lose(std::uint64_t lines, Error reason);

  LineSinkOptions options_;
  std::string batch_;
  WallTime last_time_{};          // Of the last record.
  std::uint64_t missing_ = 0;     // Lines lost since one was last written.
  Error reason_ = Error::Closed;  // Of the loss.
  bool torn_ = false;             // The last byte written was no line feed.
};

}  // namespace saki
