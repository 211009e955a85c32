// SPDX-License-Identifier: Apache-2.0
#include "store/store_log.h"

#include <pthread.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "saki/base/signals_blocked.h"
#include "saki/log/log_stream.h"
#include "saki/measures.h"

namespace saki {
namespace {

constexpr std::chrono::milliseconds kLeastPauseAfterTrouble{100};

}  // namespace

StoreLog::StoreLog(const MemoryOptions& options, LogStream& log)
    : options_(options), log_(log), files_(options.folder), compaction_(files_, [this] {
        const std::lock_guard lock(mutex_);
        wake_.notify_one();
      }) {}

std::unique_ptr<StoreLog> StoreLog::open(const MemoryOptions& options, LogStream& log, StoreState& state, Diagnostics& diagnostics) {
  std::unique_ptr<StoreLog> opened(new StoreLog(options, log));
  auto found = recover_store(opened->files_);
  std::optional<Diagnostic> trouble;
  if (found) {
    state = std::move(found->state);
    trouble = opened->begin(*std::move(found));
  } else {
    trouble = std::move(found.error());
  }
  if (!trouble) return opened;
  diagnostics.add(trouble->place, trouble->code, trouble->text, trouble->hint);
  return nullptr;
}

std::optional<Diagnostic> StoreLog::begin(RecoveredStore found) {
  lock_ = std::move(found.lock);
  number_ = found.log;
  earlier_bytes_ = found.earlier_bytes;
  Result<RecordWriter> writer = RecordWriter::continue_at(files_.log(number_), found.log_bytes);
  if (writer) {
    writer_ = *std::move(writer);
    const Result<> synced = files_.sync_names();
    if (!synced) writer = fail(synced.error());
  }
  if (!writer) {
    return Diagnostic{{files_.log(number_)},
                      "store-folder",
                      "the store's log cannot be written: " + writer.error().text(),
                      "check who owns `store.memory.folder`, and whether the disk is full"};
  }
  if (found.cut_bytes > 0) {
    log_.warn("the store's log ended in half a record, which was cut off", {{"file", files_.log(number_)}, {"bytes", found.cut_bytes}});
  }
  compact_at_ = std::max<std::uint64_t>(options_.compact_bytes, found.snapshot_bytes);
  size_.store(log_bytes(), std::memory_order_relaxed);
  const SignalsBlocked blocked;
  thread_ = std::thread([this] {
    ::pthread_setname_np(::pthread_self(), "store-log");
    run();
  });
  return std::nullopt;
}

void StoreLog::stop() noexcept {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

// --- for workers

std::optional<StoreError> StoreLog::refusal() const {
  if (failing_.load(std::memory_order_relaxed)) {
    const std::lock_guard lock(mutex_);
    return StoreError(StoreError::Unavailable, "the store's log cannot be written: " + trouble_);
  }
  if (waiting_bytes_.load(std::memory_order_relaxed) >= options_.backlog_bytes || overgrown_.load(std::memory_order_relaxed)) {
    return StoreError(StoreError::Exhausted, "the disk is too slow for what is to be kept in the store");
  }
  return std::nullopt;
}

std::uint64_t StoreLog::put(StoreRecordKind kind, std::string_view key, std::string_view value, std::int64_t end) {
  const std::lock_guard lock(mutex_);
  const std::size_t before = pending_.size();
  write_record(pending_, kind, key, value, end);
  waiting_bytes_.fetch_add(pending_.size() - before, std::memory_order_relaxed);
  if (before == 0) wake_.notify_one();
  return filling_;
}

Health StoreLog::health() const {
  const std::lock_guard lock(mutex_);
  return trouble_.empty() ? Health() : Health::failing("the store's log cannot be written: " + trouble_);
}

void StoreLog::measure(Measures& measures) const {
  measures.gauge("store_log_bytes", "Logs of the store in memory that no snapshot has taken in.", size_.load(std::memory_order_relaxed));
  measures.gauge("store_log_waiting_bytes", "Changes of the store in memory that are not on the disk yet.",
                 waiting_bytes_.load(std::memory_order_relaxed));
  measures.counter("store_compactions_total", "Snapshots that were written of the store in memory.",
                   compactions_.load(std::memory_order_relaxed));
  measures.latency("store_log_write_seconds", "Writing what came in a window, and taking it to the disk.", writing_);
}

// --- the thread

void StoreLog::run() noexcept {
  while (wait_for_work()) {
    write_batch();
    tend_compaction();
  }
  compaction_.stop();
  write_batch();
  if (!batch_.empty()) log_.error("changes of the store were not kept when it stopped", {{"bytes", batch_.size()}, {"reason", trouble_}});
}

bool StoreLog::wait_for_work() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return stopping_ || has_work(); });
  const bool in_trouble = !trouble_.empty();
  wake_.wait_for(lock, in_trouble ? std::max(options_.window, kLeastPauseAfterTrouble) : options_.window, [this] { return stopping_; });
  return !stopping_;
}

bool StoreLog::has_work() const noexcept { return !pending_.empty() || !batch_.empty() || (compacting_ && !compaction_.running()); }

// What could not be written is tried again, before anything that came later.
void StoreLog::write_batch() noexcept {
  if (batch_.empty()) {
    const std::lock_guard lock(mutex_);
    if (pending_.empty()) return;
    batch_.swap(pending_);
    batch_number_ = filling_++;
  }
  const auto begin = std::chrono::steady_clock::now();
  const Result<> outcome = writer_.append(batch_);
  writing_.record(std::chrono::steady_clock::now() - begin);
  if (outcome) {
    waiting_bytes_.fetch_sub(batch_.size(), std::memory_order_relaxed);
    batch_.clear();
  }
  size_.store(log_bytes(), std::memory_order_relaxed);
  note_outcome(outcome);
  tell_settled(outcome);
}

void StoreLog::tell_settled(const Result<>& outcome) const {
  if (!settled_) return;
  if (outcome) return settled_(batch_number_, std::nullopt);
  settled_(batch_number_, StoreError(StoreError::Unavailable, "the store's log cannot be written: " + outcome.error().text()));
}

void StoreLog::note_outcome(const Result<>& outcome) noexcept {
  const std::string told = outcome ? "" : outcome.error().text();
  bool is_new = false;
  {
    const std::lock_guard lock(mutex_);
    is_new = trouble_ != told;
    trouble_ = told;
  }
  failing_.store(!outcome, std::memory_order_relaxed);
  if (!is_new) return;
  if (outcome) {
    log_.info("the store's log can be written again");
  } else {
    log_.error("the store's log cannot be written; no change is accepted", {{"file", files_.log(number_)}, {"reason", told}});
  }
}

// --- compaction

void StoreLog::tend_compaction() noexcept {
  if (compacting_ && !compaction_.running()) end_compaction();
  if (!compacting_ && log_bytes() >= compact_at_) begin_compaction();
  overgrown_.store(log_bytes() / kMostGrowth >= compact_at_, std::memory_order_relaxed);
}

void StoreLog::begin_compaction() {
  Result<RecordWriter> next = RecordWriter::create(files_.log(number_ + 1));
  if (next) {
    const Result<> synced = files_.sync_names();
    if (!synced) next = fail(synced.error());
  }
  if (!next) return put_off_compaction(next.error());
  earlier_bytes_ += writer_.bytes();
  writer_ = *std::move(next);
  compaction_.start(++number_);
  compacting_ = true;
}

void StoreLog::put_off_compaction(Error error) {
  compact_at_ = log_bytes() + options_.compact_bytes;
  log_.error("the store's log could not be compacted", {{"folder", files_.folder()}, {"reason", error}});
}

void StoreLog::end_compaction() {
  compacting_ = false;
  if (const Result<std::uint64_t>& snapshot = compaction_.outcome(); snapshot) {
    earlier_bytes_ = 0;
    compact_at_ = std::max<std::uint64_t>(options_.compact_bytes, *snapshot);
    compactions_.fetch_add(1, std::memory_order_relaxed);
  } else {
    put_off_compaction(snapshot.error());
  }
  size_.store(log_bytes(), std::memory_order_relaxed);
}

}  // namespace saki
