// SPDX-License-Identifier: Apache-2.0
#include "http/message_inflater.h"

#include <algorithm>
#include <array>
#include <limits>
#include <new>

#include "base/planted_bug.h"
#include "saki/base/check.h"

namespace saki::http {
namespace {

constexpr int kRawWindow = -15;  // The largest, without a wrapping: it takes what any smaller one has made.
constexpr std::array<std::byte, 4> kEnd{std::byte{0}, std::byte{0}, std::byte{0xFF}, std::byte{0xFF}};
constexpr std::size_t kStepBytes = 16 * 1024;

}  // namespace

MessageInflater::MessageInflater() {
  if (::inflateInit2(&stream_, kRawWindow) != Z_OK) throw std::bad_alloc();
}

MessageInflater::~MessageInflater() { ::inflateEnd(&stream_); }

void MessageInflater::restart() noexcept { ::inflateReset(&stream_); }

// A block may be marked as the last of its stream; another stream goes on behind it, with the same window (section 7.2.3.5).
MessageInflater::Outcome MessageInflater::inflate(ByteView piece, MessageBuffer& into, std::size_t most_bytes) {
  SAKI_ASSERT(piece.size() <= std::numeric_limits<uInt>::max(), "more at once than zlib counts");
  stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(piece.data()));  // zlib's interface; it only reads.
  stream_.avail_in = static_cast<uInt>(piece.size());
  for (;;) {
    const std::size_t left_bytes = most_bytes - into.size();
    const MutableBytes room = into.room(std::min(left_bytes, kStepBytes) + 1);  // One byte more tells that there would be more.
    stream_.next_out = reinterpret_cast<Bytef*>(room.data());
    stream_.avail_out = static_cast<uInt>(room.size());
    const int outcome = ::inflate(&stream_, Z_SYNC_FLUSH);
    const std::size_t placed_bytes = room.size() - stream_.avail_out;
    if (placed_bytes > left_bytes && !kBugPlanted) return Outcome::TooLarge;
    into.grow(placed_bytes);
    if (outcome == Z_MEM_ERROR) throw std::bad_alloc();
    if (outcome == Z_STREAM_END) ::inflateResetKeep(&stream_);
    if (outcome != Z_OK && outcome != Z_STREAM_END && outcome != Z_BUF_ERROR) return Outcome::Malformed;
    if (stream_.avail_in == 0 && stream_.avail_out > 0) return Outcome::Sound;
  }
}

MessageInflater::Outcome MessageInflater::end_message(MessageBuffer& into, std::size_t most_bytes) {
  return inflate(kEnd, into, most_bytes);
}

}  // namespace saki::http
