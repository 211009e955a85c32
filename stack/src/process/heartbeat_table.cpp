// SPDX-License-Identifier: Apache-2.0
#include "process/heartbeat_table.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>

namespace saki {

// Of its own, so that workers do not write to each other's cache lines.
struct alignas(64) HeartbeatTable::Line {
  Beats value;
};

namespace {

static_assert(HeartbeatTable::Beats::is_always_lock_free, "processes share no lock");
constexpr std::size_t kLines = 1 + HeartbeatTable::kMostWorkers;
constexpr std::size_t kBytes = kLines * 64;

}  // namespace

Result<HeartbeatTable> HeartbeatTable::create() {
  FileDescriptor memory(::memfd_create("heartbeats", MFD_CLOEXEC));
  if (!memory || ::ftruncate(memory.get(), kBytes) != 0) return fail(Error::last_system());
  return open(std::move(memory));
}

Result<HeartbeatTable> HeartbeatTable::open(FileDescriptor memory) {
  void* const at = ::mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_SHARED, memory.get(), 0);
  if (at == MAP_FAILED) return fail(Error::last_system());
  return HeartbeatTable(std::move(memory), static_cast<Line*>(at));
}

HeartbeatTable::HeartbeatTable(HeartbeatTable&& other) noexcept
    : memory_(std::move(other.memory_)), lines_(std::exchange(other.lines_, nullptr)) {}

HeartbeatTable::~HeartbeatTable() {
  if (lines_ != nullptr) ::munmap(lines_, kBytes);
}

HeartbeatTable::Beats& HeartbeatTable::add_worker(unsigned index) noexcept {
  const unsigned line = std::min(index + 1, kMostWorkers);
  std::uint32_t known = lines_[0].value.load();
  while (known < line && !lines_[0].value.compare_exchange_weak(known, line)) continue;
  return lines_[line].value;
}

unsigned HeartbeatTable::worker_count() const noexcept { return std::min(lines_[0].value.load(std::memory_order_relaxed), kMostWorkers); }

std::uint32_t HeartbeatTable::beats(unsigned index) const noexcept { return lines_[index + 1].value.load(std::memory_order_relaxed); }

}  // namespace saki
