// SPDX-License-Identifier: Apache-2.0
//
// The operations of a Stream: one try at a time, each either ends the operation or finds the socket not ready.
#include <algorithm>
#include <cerrno>
#include <new>

#include "net/socket_io.h"
#include "saki/base/check.h"
#include "saki/net/stream.h"

namespace saki {
namespace {

constexpr std::size_t kMaxPieces = 64;     // Per system call; IOV_MAX is 1024, this is 1 KiB of stack.
constexpr std::uint8_t kMaxAtOnce = 16;    // Operations without waiting before other events have their turn.

bool take_block(BufferPool& pool, Buffer& into) noexcept {
  try {
    into = pool.take();
    return true;
  } catch (const std::bad_alloc&) {
    return false;
  }
}

SocketIo io_of(const Stream& stream) noexcept { return {stream.descriptor(), stream.transport()}; }

}  // namespace

bool Stream::Operation::begin() {
  if (!stream_.is_open()) return refuse(Error::Closed);
  if (side_.ready && attempt()) return end_at_once();
  if (side_.deadline <= stream_.loop().now()) return refuse(Error::Timeout);
  SAKI_CHECK(side_.waiting == nullptr, "one reader and one writer wait for a stream");
  side_.waiting = this;
  stream_.at_once_ = 0;
  stream_.want(&side_ == &stream_.reading_ ? Readiness::Read : Readiness::Write);
  stream_.arm(side_.deadline);
  return true;
}

bool Stream::Operation::refuse(Error error) noexcept {
  outcome_ = fail(error);
  detach();
  return false;
}

// Without suspending, save when there were many of its kind in a row.
bool Stream::Operation::end_at_once() noexcept {
  const bool gives_way = ++stream_.at_once_ == kMaxAtOnce;
  if (gives_way) {
    stream_.at_once_ = 0;
    complete_soon(stream_.loop());
  } else {
    detach();
  }
  return gives_way;
}

void Stream::Operation::withdraw() noexcept {
  if (side_.waiting == this) side_.waiting = nullptr;
}

Result<std::size_t> Stream::Operation::outcome() const noexcept {
  if (was_cancelled()) return fail(Error::Cancelled);
  return outcome_;
}

bool Stream::Operation::not_ready() noexcept {
  side_.ready = false;
  return false;
}

bool Stream::Operation::end_failed(int error_number) noexcept {
  if (error_number != EPIPE) stream_.error_ = error_number;  // EPIPE says nothing about what can still be read.
  outcome_ = fail(io_of(stream_).error_of(error_number));
  return true;
}

inline std::ptrdiff_t Stream::Operation::read(MutableBytes into) noexcept { return io_of(stream_).read(into); }

inline bool Stream::Operation::end_read(std::ptrdiff_t count, std::size_t asked_bytes) noexcept {
  if (count == -EAGAIN) return not_ready();
  if (count < 0) return end_failed(static_cast<int>(-count));
  if (count == 0 && stream_.error_ != 0) return end_failed(stream_.error_);  // Its error was told to somebody else: this is no orderly end.
  const auto read_bytes = static_cast<std::size_t>(count);
  if (read_bytes > 0 && read_bytes < asked_bytes) side_.ready = io_of(stream_).holds_unread();
  outcome_ = read_bytes;
  return true;
}

bool Stream::Receive::attempt() noexcept {
  const bool empty_handed = !buffer_;
  if (empty_handed && !take_block(pool_, buffer_)) return end_failed(ENOMEM);
  const MutableBytes room = buffer_.room();
  SAKI_ASSERT(!room.empty(), "a buffer to receive into has room");
  const std::ptrdiff_t count = read(room);
  if (count > 0) {
    buffer_.grow(static_cast<std::size_t>(count));
  } else if (empty_handed) {
    buffer_.release();
  }
  return end_read(count, room.size());
}

bool Stream::ReceiveInto::attempt() noexcept { return end_read(read(into_), into_.size()); }

bool Stream::Send::attempt() noexcept {
  if (stream_.error_ != 0) return end_failed(stream_.error_);
  while (!pieces_.empty()) {
    std::size_t asked_bytes = 0;
    const std::ptrdiff_t count = write_some(asked_bytes);
    if (count == -EAGAIN) return not_ready();
    if (count < 0) return end_failed(static_cast<int>(-count));
    advance(static_cast<std::size_t>(count));
    if (static_cast<std::size_t>(count) < asked_bytes) return not_ready();  // Full: asking once more would only say so.
  }
  return true;
}

std::ptrdiff_t Stream::Send::write_some(std::size_t& asked_bytes) noexcept {
  std::array<iovec, kMaxPieces> vectors;
  const std::size_t count = std::min(pieces_.size(), kMaxPieces);
  std::size_t skip = skip_;
  for (std::size_t index = 0; index < count; ++index) {
    const ByteView piece = pieces_[index].subspan(std::exchange(skip, 0));
    vectors[index] = {const_cast<std::byte*>(piece.data()), piece.size()};  // Only read.
    asked_bytes += piece.size();
  }
  return io_of(stream_).write(std::span(vectors).first(count));
}

void Stream::Send::advance(std::size_t count) noexcept {
  skip_ += count;
  while (!pieces_.empty() && skip_ >= pieces_.front().size()) {
    skip_ -= pieces_.front().size();
    pieces_ = pieces_.subspan(1);
  }
}

std::uint64_t Stream::Send::left_bytes() const noexcept {
  std::uint64_t left = 0;
  for (const ByteView piece : pieces_) left += piece.size();
  return left - skip_;
}

Result<> Stream::Send::await_resume() const noexcept {
  SAKI_TRY(outcome());
  return {};
}

}  // namespace saki
