// SPDX-License-Identifier: Apache-2.0
#include "log/log_queue.h"

#include <algorithm>

#include "log/record_codec.h"

namespace saki {

thread_local LogQueue::WorkerRing* LogQueue::current_ring_ = nullptr;
thread_local const LogQueue* LogQueue::current_queue_ = nullptr;

LogQueue::LogQueue(const LogOptions& options, const Clock& clock, LogWaker& waker)
    : options_(options), clock_(clock), waker_(waker), shared_("other threads", options.shared_ring_bytes) {
  const std::size_t smaller = std::min(options.ring_bytes, options.shared_ring_bytes);
  SAKI_CHECK(options.record_bytes >= 256 && options.record_bytes <= smaller / 4, "a record is at most a quarter of a ring");
}

LogQueue::~LogQueue() {
  for (const auto& worker : workers_) SAKI_CHECK(!worker->attached.load(), "every LogThread ends before its Log");
}

void LogQueue::push(const LogStream& stream, LogLevel level, std::string_view message, std::span<const LogField> fields) noexcept {
  if (current_queue_ == this) {
    put(current_ring_->ring, stream, level, message, fields);
  } else {
    const std::lock_guard lock(shared_mutex_);
    put(shared_, stream, level, message, fields);
  }
  waker_.notify();
}

void LogQueue::put(LogRing& ring, const LogStream& stream, LogLevel level, std::string_view message,
                   std::span<const LogField> fields) noexcept {
  const std::size_t wanted = std::min(record_bytes(message, fields), options_.record_bytes);
  const MutableBytes room = ring.reserve(wanted);
  if (room.empty()) return;
  ring.commit(encode_record(room, {clock_.monotonic(), &stream, level}, message, fields));
  if (ring.half_filled()) waker_.hurry();
}

void LogQueue::attach(std::string name) {
  SAKI_CHECK(current_queue_ == nullptr, "a thread has one LogThread at a time");
  auto worker = std::make_unique<WorkerRing>(std::move(name), options_.ring_bytes);
  current_ring_ = worker.get();
  current_queue_ = this;
  const std::lock_guard lock(workers_mutex_);
  workers_.push_back(std::move(worker));
}

void LogQueue::detach() noexcept {
  SAKI_CHECK(current_queue_ == this, "a LogThread ends on the thread that made it");
  current_ring_->attached.store(false, std::memory_order_release);
  current_ring_ = nullptr;
  current_queue_ = nullptr;
}

std::size_t LogQueue::drain(MonotonicTime cut_off, Receiver& receiver) {
  list_sources();
  std::size_t count = 0;
  for (Source& source : sources_) look(source, cut_off);
  while (Source* source = oldest()) {
    receiver.on_record(source->ring->front());
    source->ring->pop();
    look(*source, cut_off);
    ++count;
  }
  for (const Source& source : sources_) {
    const std::uint64_t dropped = source.ring->take_dropped();
    if (dropped > 0) receiver.on_dropped(source.ring->name(), dropped);
    count += dropped > 0 ? 1 : 0;
  }
  forget_detached();
  return count;
}

bool LogQueue::has_entries() {
  const std::lock_guard lock(workers_mutex_);
  const auto filled = [](const auto& worker) { return worker->ring.has_entries(); };
  return shared_.has_entries() || std::any_of(workers_.begin(), workers_.end(), filled);
}

void LogQueue::list_sources() {
  const std::lock_guard lock(workers_mutex_);
  sources_.assign(1, {&shared_, std::nullopt});
  for (const auto& worker : workers_) sources_.push_back({&worker->ring, std::nullopt});
}

// Only the drain removes rings, so that none goes while it is looked at. The flag is read first: entries before it are seen.
void LogQueue::forget_detached() {
  const std::lock_guard lock(workers_mutex_);
  std::erase_if(workers_,
                [](const auto& worker) { return !worker->attached.load(std::memory_order_acquire) && !worker->ring.has_entries(); });
}

void LogQueue::look(Source& source, MonotonicTime cut_off) noexcept {
  const ByteView record = source.ring->front();
  source.next.reset();
  if (record.empty()) return;
  const MonotonicTime time = decode_head(record).time;
  if (time <= cut_off) source.next = time;
}

LogQueue::Source* LogQueue::oldest() noexcept {
  Source* first = nullptr;
  for (Source& source : sources_) {
    if (source.next && (first == nullptr || *source.next < *first->next)) first = &source;
  }
  return first;
}

}  // namespace saki
