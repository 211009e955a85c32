// SPDX-License-Identifier: Apache-2.0
#include "http/message_buffer.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace saki::http {
namespace {

constexpr std::size_t kFirstBytes = 4 * 1024;

}  // namespace

MutableBytes MessageBuffer::room(std::size_t most) {
  if (size_ == capacity_) reserve(std::max(std::min(capacity_ * 2, size_ + most), std::min(kFirstBytes, size_ + most)));
  return MutableBytes(block_.get() + size_, capacity_ - size_).first(std::min(capacity_ - size_, most));
}

void MessageBuffer::append(ByteView bytes) {
  if (bytes.empty()) return;
  if (capacity_ - size_ < bytes.size()) reserve(std::max(capacity_ * 2, size_ + bytes.size()));
  std::memcpy(block_.get() + size_, bytes.data(), bytes.size());
  size_ += bytes.size();
}

void MessageBuffer::reserve(std::size_t capacity) {
  auto* const grown = static_cast<std::byte*>(std::realloc(block_.get(), capacity));
  if (grown == nullptr) throw std::bad_alloc();
  static_cast<void>(block_.release());
  block_.reset(grown);
  capacity_ = capacity;
}

}  // namespace saki::http
