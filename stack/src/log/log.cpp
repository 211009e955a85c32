// SPDX-License-Identifier: Apache-2.0
#include "saki/log/log.h"

#include "log/log_core.h"
#include "saki/log/log_thread.h"

namespace saki {

Log::Log(LogOptions options, const Clock& clock) : core_(std::make_unique<LogCore>(options, clock)) {}
Log::~Log() = default;

LogStream& Log::root() noexcept { return core_->graph.root(); }
LogStream& Log::stream(std::string_view name) { return core_->graph.stream(name); }
void Log::set_level(std::string_view name, std::optional<LogLevel> level) { core_->graph.set_level(name, level); }
Result<> Log::connect(LogStream& from, LogStream& to) { return core_->graph.connect(from, to); }
void Log::disconnect(LogStream& from, LogStream& to) { core_->graph.disconnect(from, to); }
void Log::adopt(std::unique_ptr<LogSink> sink, LogStream& at) { core_->graph.adopt(std::move(sink), at); }

Result<> Log::start() { return core_->writer.start(); }
void Log::stop() noexcept { core_->writer.stop(); }
void Log::flush() noexcept { core_->writer.flush(); }
bool Log::flush_before_abort(std::chrono::milliseconds patience) noexcept { return core_->writer.flush_before_abort(patience); }
void Log::reopen() noexcept { core_->writer.reopen(); }
LogCounters Log::counters() const noexcept { return core_->writer.counters(); }

LogThread::LogThread(Log& log, std::string name) : queue_(log.core_->queue) { queue_.attach(std::move(name)); }
LogThread::~LogThread() { queue_.detach(); }

}  // namespace saki
