// SPDX-License-Identifier: Apache-2.0
#include "saki/log/line_sink.h"

#include <algorithm>

namespace saki {
namespace {

// Lines of which at least one character is in `unwritten`; one that lacks its line feed alone gets it with the next.
std::uint64_t lines_lost(std::string_view unwritten) noexcept {
  if (unwritten.starts_with('\n')) unwritten.remove_prefix(1);
  return static_cast<std::uint64_t>(std::count(unwritten.begin(), unwritten.end(), '\n'));
}

}  // namespace

void LineSink::accept(const LogRecord& record) {
  last_time_ = record.time;
  if (options_.own_format != nullptr) {
    options_.own_format->append(batch_, record);
  } else {
    append_line(batch_, record, options_.format, options_.line_bytes);
  }
  if (batch_.size() >= options_.batch_bytes) commit();
}

void LineSink::commit() {
  if (batch_.empty()) return;
  const std::string before = preface();
  batch_.insert(0, before);
  const Written written = write(batch_);
  if (written.bytes > 0) torn_ = batch_[written.bytes - 1] != '\n';
  if (written.bytes >= before.size()) missing_ = 0;
  if (written.bytes < batch_.size()) {
    lose(lines_lost(std::string_view(batch_).substr(std::max(written.bytes, before.size()))), written.error);
  }
  batch_.clear();
}

void LineSink::lose(std::uint64_t lines, Error reason) {
  count_dropped(lines);
  if (options_.own_format != nullptr) return options_.own_format->on_lost(lines, reason);
  missing_ += lines;
  reason_ = reason;
}

// What must stand before the next line: the end of a torn one, and how many are missing.
std::string LineSink::preface() const {
  std::string text = torn_ ? "\n" : "";
  if (missing_ == 0) return text;
  const std::string message = std::to_string(missing_) + " lines dropped";
  const LogField reason("reason", reason_);
  append_line(text, {.time = last_time_, .level = LogLevel::Warn, .logger = "log", .message = message, .fields = {&reason, 1}},
              options_.format, options_.line_bytes);
  return text;
}

}  // namespace saki
