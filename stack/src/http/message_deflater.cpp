// SPDX-License-Identifier: Apache-2.0
#include "http/message_deflater.h"

#include <algorithm>
#include <new>
#include <utility>

#include "saki/base/check.h"

namespace saki::http {
namespace {

constexpr std::size_t kStepBytes = 64 * 1024;   // Of content, so that other events have their turn however well it deflates.
constexpr std::size_t kEndBytes = 4;            // 00 00 FF FF: the receiver has them.

}  // namespace

// zlib knows no window of 256 bytes. Huffman coding alone refers to nothing, so that any window is large enough.
MessageDeflater::MessageDeflater(unsigned window_bits, int level) {
  const bool is_tiny = window_bits < 9;
  const int bits = static_cast<int>(std::max(window_bits, 9U));
  const int memory_level = bits - 7;
  const int strategy = is_tiny ? Z_HUFFMAN_ONLY : Z_DEFAULT_STRATEGY;
  if (::deflateInit2(&stream_, level, Z_DEFLATED, -bits, memory_level, strategy) != Z_OK) throw std::bad_alloc();
}

MessageDeflater::~MessageDeflater() { ::deflateEnd(&stream_); }

void MessageDeflater::restart() noexcept {
  ::deflateReset(&stream_);
  within_ = false;
}

// The empty block that flushing ends a message with goes without its last four bytes. Where they may have left already another empty block
// is begun: of it only the first byte is sent.
std::size_t MessageDeflater::deflate(ByteView& content, MutableBytes room) noexcept {
  const bool is_first = !std::exchange(within_, true);
  const ByteView piece = content.first(std::min(content.size(), kStepBytes));
  const bool is_last = piece.size() == content.size();
  stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(piece.data()));  // zlib's interface; it only reads.
  stream_.avail_in = static_cast<uInt>(piece.size());
  stream_.next_out = reinterpret_cast<Bytef*>(room.data());
  stream_.avail_out = static_cast<uInt>(room.size() - 1);
  const int outcome = ::deflate(&stream_, is_last ? Z_SYNC_FLUSH : Z_NO_FLUSH);
  SAKI_CHECK(outcome == Z_OK || outcome == Z_BUF_ERROR, "zlib deflates what it is given");
  content = content.subspan(piece.size() - stream_.avail_in);
  std::size_t placed_bytes = room.size() - 1 - stream_.avail_out;
  if (!is_last || !content.empty() || stream_.avail_out == 0) return placed_bytes;

  within_ = false;
  if (is_first && placed_bytes > kEndBytes) return placed_bytes - kEndBytes;
  room[placed_bytes++] = std::byte{0};
  return placed_bytes;
}

}  // namespace saki::http
