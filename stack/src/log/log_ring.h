// SPDX-License-Identifier: Apache-2.0
//
// LogRing: a ring of bytes between one thread that writes entries and one that reads them. No lock, no allocation, no wait.
//
// An entry is 8 bytes of header (its size, whether it is a gap) and its bytes, all in multiples of 8. Entries lie in one piece: where the
// rest of the ring is too short for the next one, a gap fills it. `head_` and `tail_` count bytes for ever and wrap with their type; the
// producer owns `tail_`, the consumer `head_`, and each publishes its own with a release store.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "saki/base/bytes.h"
#include "saki/base/check.h"

namespace saki {

class LogRing {  // Affinity: one producer, one consumer.
 public:
  // `capacity_bytes` is a power of two, at least 64.
  LogRing(std::string name, std::size_t capacity_bytes);

  // Producer: room for one entry of `size_bytes`, valid until commit(); empty and counted as dropped when the ring is full.
  [[nodiscard]] MutableBytes reserve(std::size_t size_bytes) noexcept;
  // Producer: publishes the first `size_bytes` of what was reserved.
  void commit(std::size_t size_bytes) noexcept;
  // Producer: whether half of the ring was filled since this last said so: time to wake a reader that lingers.
  [[nodiscard]] bool half_filled() noexcept;

  // Consumer: the oldest entry; empty when there is none. Valid until pop().
  [[nodiscard]] ByteView front() noexcept;
  void pop() noexcept;

  // Consumer: entries dropped since the last call.
  [[nodiscard]] std::uint64_t take_dropped() noexcept;

  [[nodiscard]] bool has_entries() const noexcept;  // Any thread; seen in one order with what the writer says of its sleep.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

 private:
  struct Header {
    std::uint32_t size_bytes;
    std::uint32_t is_gap;
  };
  static constexpr std::size_t kHeaderBytes = sizeof(Header);
  static constexpr std::size_t kLineBytes = 64;  // Of the processor's cache: the two sides write to different ones.

  [[nodiscard]] static constexpr std::size_t padded(std::size_t size_bytes) noexcept { return (size_bytes + 7) & ~std::size_t{7}; }
  [[nodiscard]] std::size_t offset(std::size_t position) const noexcept { return position & (capacity_bytes_ - 1); }
  void write_header(std::size_t position, Header header) noexcept;
  [[nodiscard]] Header read_header(std::size_t position) const noexcept;

  std::string name_;
  std::size_t capacity_bytes_;
  std::unique_ptr<std::byte[]> bytes_;

  alignas(kLineBytes) std::atomic<std::size_t> tail_{0};
  std::size_t known_head_ = 0;  // The producer's last look at `head_`.
  std::size_t pending_ = 0;     // Where the reserved entry begins.
  std::size_t woken_at_ = 0;    // The tail when half_filled() last said so.
  std::atomic<std::uint64_t> dropped_{0};

  alignas(kLineBytes) std::atomic<std::size_t> head_{0};
  std::uint64_t told_dropped_ = 0;
};

}  // namespace saki
