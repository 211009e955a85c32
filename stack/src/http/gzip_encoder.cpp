// SPDX-License-Identifier: Apache-2.0
#include "http/gzip_encoder.h"

#include <algorithm>
#include <array>
#include <limits>
#include <new>

#include "saki/base/check.h"

namespace saki::http {
namespace {

constexpr int kGzipWindow = 15 + 16;  // The largest window, in gzip's wrapping.
constexpr int kMemoryLevel = 8;
constexpr std::size_t kStepBytes = 16 * 1024;

int flush_mode(ContentEncoder::Then then) noexcept {
  switch (then) {
    case ContentEncoder::Then::More: return Z_NO_FLUSH;
    case ContentEncoder::Then::Flush: return Z_SYNC_FLUSH;
    case ContentEncoder::Then::End: break;
  }
  return Z_FINISH;
}

}  // namespace

GzipEncoder::GzipEncoder(int level) : ContentEncoder(ContentCoding::Gzip) {
  if (::deflateInit2(&stream_, level, Z_DEFLATED, kGzipWindow, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
}

GzipEncoder::~GzipEncoder() { ::deflateEnd(&stream_); }

void GzipEncoder::restart() { ::deflateReset(&stream_); }

void GzipEncoder::encode(ByteView content, Then then, std::string& into) {
  SAKI_CHECK(content.size() <= std::numeric_limits<uInt>::max(), "more content at once than zlib counts");
  std::array<char, kStepBytes> step;
  stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(content.data()));  // zlib's interface; it only reads.
  stream_.avail_in = static_cast<uInt>(content.size());
  do {
    stream_.next_out = reinterpret_cast<Bytef*>(step.data());
    stream_.avail_out = static_cast<uInt>(step.size());
    const int outcome = ::deflate(&stream_, flush_mode(then));
    SAKI_CHECK(outcome != Z_STREAM_ERROR, "an encoder was used after its end");
    into.append(step.data(), step.size() - stream_.avail_out);
  } while (stream_.avail_out == 0);
}

}  // namespace saki::http
