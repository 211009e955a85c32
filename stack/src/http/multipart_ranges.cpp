// SPDX-License-Identifier: Apache-2.0
#include "http/multipart_ranges.h"

#include <sys/random.h>

#include <array>
#include <string>

#include "base/hex.h"
#include "saki/base/check.h"

namespace saki::http {
namespace {

std::string random_boundary() {
  std::array<unsigned char, 16> bytes;
  SAKI_CHECK(::getrandom(bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()), "the kernel gives random bytes");
  std::string boundary;
  for (const unsigned char byte : bytes) append_hex(boundary, byte);
  return boundary;
}

}  // namespace

std::string_view content_range(const ByteRange& range, std::uint64_t size_bytes, Arena& arena) {
  return arena.copy("bytes " + std::to_string(range.first) + "-" + std::to_string(range.last()) + "/" + std::to_string(size_bytes));
}

std::string_view unsatisfied_range(std::uint64_t size_bytes, Arena& arena) { return arena.copy("bytes */" + std::to_string(size_bytes)); }

MultipartRanges multipart_ranges(std::span<const ByteRange> ranges, std::uint64_t size_bytes, std::string_view media_type, Arena& arena) {
  const std::string boundary = random_boundary();
  const std::span<FilePart> parts = arena.allocate_array<FilePart>(ranges.size());
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    std::string lead = i == 0 ? "--" : "\r\n--";
    lead.append(boundary).append("\r\nContent-Type: ").append(media_type);
    lead.append("\r\nContent-Range: ").append(content_range(ranges[i], size_bytes, arena)).append("\r\n\r\n");
    parts[i] = {arena.copy(lead), ranges[i].first, ranges[i].count};
  }
  return {arena.copy("multipart/byteranges; boundary=" + boundary), parts, arena.copy("\r\n--" + boundary + "--\r\n")};
}

}  // namespace saki::http
