// SPDX-License-Identifier: Apache-2.0
#include "log/log_ring.h"

#include <bit>
#include <cstring>

namespace saki {

LogRing::LogRing(std::string name, std::size_t capacity_bytes)
    : name_(std::move(name)), capacity_bytes_(capacity_bytes), bytes_(std::make_unique_for_overwrite<std::byte[]>(capacity_bytes)) {
  SAKI_CHECK(std::has_single_bit(capacity_bytes) && capacity_bytes >= kLineBytes, "a ring's size is a power of two");
}

MutableBytes LogRing::reserve(std::size_t size_bytes) noexcept {
  const std::size_t tail = tail_.load(std::memory_order_relaxed);
  const std::size_t needed = kHeaderBytes + padded(size_bytes);
  const std::size_t to_end = capacity_bytes_ - offset(tail);
  const std::size_t gap = to_end < needed ? to_end : 0;
  if (capacity_bytes_ - (tail - known_head_) < gap + needed) known_head_ = head_.load(std::memory_order_acquire);
  if (capacity_bytes_ - (tail - known_head_) < gap + needed) {
    dropped_.store(dropped_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    return {};
  }
  if (gap > 0) write_header(tail, {static_cast<std::uint32_t>(gap - kHeaderBytes), 1});
  pending_ = tail + gap;
  return {bytes_.get() + offset(pending_) + kHeaderBytes, size_bytes};
}

void LogRing::commit(std::size_t size_bytes) noexcept {
  write_header(pending_, {static_cast<std::uint32_t>(size_bytes), 0});
  // In one order with the writer's word that it sleeps: either it sees this entry, or the producer sees it asleep.
  tail_.store(pending_ + kHeaderBytes + padded(size_bytes), std::memory_order_seq_cst);
}

bool LogRing::half_filled() noexcept {
  const std::size_t tail = tail_.load(std::memory_order_relaxed);
  if (tail - woken_at_ < capacity_bytes_ / 2) return false;
  woken_at_ = tail;
  return true;
}

ByteView LogRing::front() noexcept {
  std::size_t head = head_.load(std::memory_order_relaxed);
  if (head == tail_.load(std::memory_order_acquire)) return {};
  Header header = read_header(head);
  if (header.is_gap != 0) {
    head += kHeaderBytes + header.size_bytes;  // A gap is published together with the entry behind it.
    head_.store(head, std::memory_order_release);
    header = read_header(head);
  }
  return {bytes_.get() + offset(head) + kHeaderBytes, header.size_bytes};
}

void LogRing::pop() noexcept {
  const std::size_t head = head_.load(std::memory_order_relaxed);
  head_.store(head + kHeaderBytes + padded(read_header(head).size_bytes), std::memory_order_release);
}

std::uint64_t LogRing::take_dropped() noexcept {
  const std::uint64_t dropped = dropped_.load(std::memory_order_relaxed);
  return dropped - std::exchange(told_dropped_, dropped);
}

bool LogRing::has_entries() const noexcept { return tail_.load(std::memory_order_seq_cst) != head_.load(std::memory_order_relaxed); }

void LogRing::write_header(std::size_t position, Header header) noexcept {
  std::memcpy(bytes_.get() + offset(position), &header, sizeof header);
}

LogRing::Header LogRing::read_header(std::size_t position) const noexcept {
  Header header;
  std::memcpy(&header, bytes_.get() + offset(position), sizeof header);
  return header;
}

}  // namespace saki
