// SPDX-License-Identifier: Apache-2.0
//
// Several ranges of one representation as multipart/byteranges (RFC 9110 section 14.6), and the fields of one.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "saki/base/arena.h"
#include "saki/http/byte_ranges.h"
#include "saki/http/file_parts.h"

namespace saki::http {

// "bytes 0-99/1000"
[[nodiscard]] std::string_view content_range(const ByteRange& range, std::uint64_t size_bytes, Arena& arena);

// "bytes */1000", of an answer 416.
[[nodiscard]] std::string_view unsatisfied_range(std::uint64_t size_bytes, Arena& arena);

struct MultipartRanges {
  std::string_view media_type;  // With the boundary.
  std::span<const FilePart> parts;
  std::string_view end;
};

// The boundary is random: nobody who may write the file can foresee it. All texts live in `arena`.
[[nodiscard]] MultipartRanges multipart_ranges(std::span<const ByteRange> ranges, std::uint64_t size_bytes, std::string_view media_type,
                                               Arena& arena);

}  // namespace saki::http
