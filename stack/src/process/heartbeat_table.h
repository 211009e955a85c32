// SPDX-License-Identifier: Apache-2.0
//
// HeartbeatTable: memory that a service shares with its supervisor; each worker counts its beats there.
//
//   line 0: how many workers there are     line 1 + n: beats of worker n, 0 when it does not beat (any more)
//
// A count rather than a time: clocks that jump, and machines that sleep, look like no hang.
#pragma once

#include <atomic>
#include <cstdint>

#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"

namespace saki {

class HeartbeatTable {  // Affinity: any.
 public:
  using Beats = std::atomic<std::uint32_t>;
  static constexpr unsigned kMostWorkers = 1024;

  // Errors: System.
  [[nodiscard]] static Result<HeartbeatTable> create();                    // All zero.
  [[nodiscard]] static Result<HeartbeatTable> open(FileDescriptor memory);  // Made by another process.

  HeartbeatTable(HeartbeatTable&& other) noexcept;
  HeartbeatTable& operator=(HeartbeatTable&&) = delete;
  ~HeartbeatTable();

  // Where worker `index` counts. Ones past kMostWorkers share the last line.
  [[nodiscard]] Beats& add_worker(unsigned index) noexcept;

  [[nodiscard]] unsigned worker_count() const noexcept;
  [[nodiscard]] std::uint32_t beats(unsigned index) const noexcept;
  [[nodiscard]] int descriptor() const noexcept { return memory_.get(); }

 private:
  struct Line;
  HeartbeatTable(FileDescriptor memory, Line* lines) noexcept : memory_(std::move(memory)), lines_(lines) {}

  FileDescriptor memory_;
  Line* lines_;
};

}  // namespace saki
