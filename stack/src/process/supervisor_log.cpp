// SPDX-License-Identifier: Apache-2.0
#include "process/supervisor_log.h"

#include "saki/log/file_sink.h"
#include "saki/log/standard_sink.h"

namespace saki {

SupervisorLog::SupervisorLog() { write_to(std::make_unique<StandardSink>()); }

void SupervisorLog::configure(const SupervisorSettings& settings) {
  if (settings.log_file == file_ && settings.log_format == format_) return;
  file_ = settings.log_file;
  format_ = settings.log_format;
  const LineSinkOptions options{.format = format_};
  if (!file_.empty()) {
    if (auto file = FileSink::open(file_, options)) return write_to(std::move(*file));
  }
  write_to(std::make_unique<StandardSink>(StandardStream::Error, options));
}

void SupervisorLog::write_to(std::unique_ptr<LogSink> sink) {
  log_ = std::make_unique<Log>();
  log_->add_sink(std::move(sink));
}

void SupervisorLog::say(LogLevel level, std::string_view message, LogStream::Fields fields) {
  log_->stream("supervisor").write(level, message, {fields.begin(), fields.size()});
  log_->flush();
}

void SupervisorLog::reopen() {
  log_->reopen();
  log_->flush();
}

}  // namespace saki
