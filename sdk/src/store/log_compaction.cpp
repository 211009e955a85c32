// SPDX-License-Identifier: Apache-2.0
#include "store/log_compaction.h"

#include <pthread.h>

#include "saki/base/clock.h"
#include "saki/base/signals_blocked.h"

namespace saki {

void LogCompaction::start(std::uint64_t to) {
  if (thread_.joinable()) thread_.join();
  stopping_.store(false, std::memory_order_relaxed);
  running_.store(true, std::memory_order_relaxed);
  const SignalsBlocked blocked;
  thread_ = std::thread([this, to] {
    ::pthread_setname_np(::pthread_self(), "store-compact");
    outcome_ = run(to);
    running_.store(false, std::memory_order_release);
    ended_();
  });
}

void LogCompaction::stop() noexcept {
  stopping_.store(true, std::memory_order_relaxed);
  if (thread_.joinable()) thread_.join();
}

Result<std::uint64_t> LogCompaction::run(std::uint64_t to) const {
  const Result<StoreFiles::List> list = files_.list();
  if (!list) return fail(list.error());
  StoreState state;
  if (list->snapshot != 0) {
    const Result<StoreFiles::Ending> read = StoreFiles::read(files_.snapshot(list->snapshot), state, stopping_);
    if (!read) return fail(read.error());
    if (read->cut_bytes > 0) return fail(Error::Invalid);
  }
  for (const std::uint64_t number : list->logs) {
    if (number >= to) break;
    const Result<StoreFiles::Ending> read = StoreFiles::read(files_.log(number), state, stopping_);
    if (!read) return fail(read.error());
    if (read->cut_bytes > 0) return fail(Error::Invalid);
  }
  state.drop_expired(Clock::system().wall().time_since_epoch().count());
  const Result<std::uint64_t> bytes = files_.write_snapshot(to, state, stopping_);
  if (bytes) files_.remove_before(to);
  return bytes;
}

}  // namespace saki
