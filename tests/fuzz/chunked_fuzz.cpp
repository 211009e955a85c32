// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a chunked body: decoded whole, cut in three, and byte by byte it comes to the same as the slow reference.
#include "fuzz/controls.h"
#include "stack/http/reference_chunks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saki::http;
  Controls controls(data, size);
  const Controls::Cuts cuts = controls.cuts();
  Limits limits;
  if (const std::size_t tight = controls.number(); tight % 2 == 1) {
    limits.chunk_overhead_bytes = tight / 4;
    limits.trailer_bytes = tight / 2;
    limits.field_count = tight % 5;
  }
  const std::uint64_t body_limit = controls.number() * 16;
  const std::string_view input = controls.rest();

  const reference::Body expected = reference::decode_chunks(input, limits, body_limit);
  std::vector<std::size_t> everywhere;
  for (std::size_t at = 1; at < input.size(); ++at) everywhere.push_back(at);
  require(reference::decode_chunks_in_pieces(input, limits, body_limit, {}) == expected);
  require(reference::decode_chunks_in_pieces(input, limits, body_limit, cuts.in(input.size())) == expected);
  require(reference::decode_chunks_in_pieces(input, limits, body_limit, everywhere) == expected);
  return 0;
}
