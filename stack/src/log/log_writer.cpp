// SPDX-License-Identifier: Apache-2.0
#include "log/log_writer.h"

#include <pthread.h>

#include <array>
#include <exception>
#include <string>
#include <system_error>

#include "log/record_codec.h"
#include "saki/base/signals_blocked.h"

namespace saki {

LogWriter::LogWriter(const LogOptions& options, const Clock& clock, LogWaker& waker, LogQueue& queue, LogGraph& graph)
    : linger_(options.linger), clock_(clock), waker_(waker), queue_(queue), graph_(graph), own_stream_(graph.stream("log")) {}

LogWriter::~LogWriter() {
  stop();
  drain(MonotonicTime::max());
}

Result<> LogWriter::start() {
  const std::lock_guard lock(control_mutex_);
  if (running_.load()) return {};
  SAKI_TRY(waker_.open());
  stopping_.store(false);
  const SignalsBlocked blocked;  // SIGPIPE too: what was to be written is then an error of write().
  try {
    thread_ = std::thread([this] { run(); });
  } catch (const std::system_error& error) {
    return fail(Error::system(error.code().value()));
  }
  ::pthread_setname_np(thread_.native_handle(), "log");
  running_.store(true);
  return {};
}

void LogWriter::stop() noexcept {
  const std::lock_guard lock(control_mutex_);
  if (!running_.load()) return;
  stopping_.store(true);
  waker_.wake();
  thread_.join();
  const std::lock_guard flush_lock(flush_mutex_);
  running_.store(false);
  flushed_.notify_all();
}

void LogWriter::flush() noexcept {
  const std::uint64_t ticket = flush_asked_.fetch_add(1) + 1;
  const auto done = [&] { return flush_done_.load() >= ticket; };
  if (running_.load()) {
    waker_.wake();
    std::unique_lock lock(flush_mutex_);
    flushed_.wait(lock, [&] { return done() || !running_.load(); });
  }
  if (!done()) drain(MonotonicTime::max());
}

bool LogWriter::flush_before_abort(std::chrono::milliseconds patience) noexcept {
  if (!running_.load() || thread_.get_id() == std::this_thread::get_id()) return false;
  const std::uint64_t ticket = flush_asked_.fetch_add(1) + 1;
  waker_.wake();
  for (auto left = patience; flush_done_.load() < ticket; left -= std::chrono::milliseconds(1)) {
    if (left <= std::chrono::milliseconds::zero()) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

void LogWriter::reopen() noexcept {
  reopen_asked_.store(true);
  if (running_.load()) waker_.wake();
}

LogCounters LogWriter::counters() const noexcept {
  LogCounters counters{written_.load(), ring_dropped_.load(), failed_.load()};
  for (const LogSink* sink : graph_.routes()->all) counters.sink_dropped += sink->dropped();
  return counters;
}

void LogWriter::run() noexcept {
  while (!stopping_.load()) {
    const std::uint64_t ticket = flush_asked_.load();
    const bool flushing = ticket != flush_done_.load();
    const bool busy = drain(flushing ? MonotonicTime::max() : clock_.monotonic());
    if (flushing) finish_flush(ticket);
    if (busy) {
      waker_.linger(linger_);
    } else {
      waker_.sleep_unless([this] { return queue_.has_entries(); });
    }
  }
  drain(MonotonicTime::max());
}

void LogWriter::finish_flush(std::uint64_t ticket) noexcept {
  const std::lock_guard lock(flush_mutex_);
  flush_done_.store(ticket);
  flushed_.notify_all();
}

// A sink that throws loses what it was given; the service goes on.
template <class Function>
void LogWriter::attempt(Function function) noexcept {
  try {
    function();
  } catch (const std::exception&) {
    failed_.fetch_add(1, std::memory_order_relaxed);
  }
}

bool LogWriter::drain(MonotonicTime cut_off) noexcept {
  const std::lock_guard lock(drain_mutex_);
  routes_ = graph_.routes();
  if (reopen_asked_.exchange(false)) {
    for (LogSink* sink : routes_->all) sink->reopen();
  }
  wall_offset_ = clock_.wall().time_since_epoch() - clock_.monotonic().time_since_epoch();
  const std::size_t records = queue_.drain(cut_off, *this);
  for (LogSink* sink : routes_->all) attempt([&] { sink->commit(); });
  return records > 0;
}

void LogWriter::on_record(ByteView bytes) {
  const RecordHead head = decode_head(bytes);
  LogRecord record = decode_record(bytes, fields_);
  record.time = WallTime(std::chrono::floor<std::chrono::microseconds>(head.time.time_since_epoch() + wall_offset_));
  deliver(record, *head.stream);
  written_.fetch_add(1, std::memory_order_relaxed);
}

void LogWriter::on_dropped(const std::string& thread, std::uint64_t lines) {
  ring_dropped_.fetch_add(lines, std::memory_order_relaxed);
  const std::string message = std::to_string(lines) + " lines dropped";
  const std::array<LogField, 2> fields{LogField("reason", "ring full"), LogField("thread", thread)};
  deliver({.time = clock_.wall(), .level = LogLevel::Warn, .logger = own_stream_.name(), .message = message, .fields = fields},
          own_stream_);
}

void LogWriter::deliver(const LogRecord& record, const LogStream& stream) noexcept {
  auto route = routes_->sinks_of.find(&stream);
  if (route == routes_->sinks_of.end()) {  // A stream made since the batch began.
    routes_ = graph_.routes();
    route = routes_->sinks_of.find(&stream);
  }
  for (LogSink* sink : route->second) {
    if (record.level >= sink->least()) attempt([&] { sink->accept(record); });
  }
}

}  // namespace saki
