// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as the head of a request: parsed whole, cut in three, and byte by byte it comes to the same as the slow reference, and so does
// what its fields mean.
#include "fuzz/controls.h"
#include "stack/http/reference_rules.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saki::http;
  Controls controls(data, size);
  const Controls::Cuts cuts = controls.cuts();
  Limits limits;
  if (const std::size_t tight = controls.number(); tight % 4 == 1) {
    limits.head_bytes = 32 + tight;
    limits.request_line_bytes = 16 + tight / 2;
    limits.field_count = 1 + tight % 7;
  }
  const std::string_view input = controls.rest();

  const reference::Head expected = reference::parse_head(input, limits);
  std::vector<std::size_t> everywhere;
  for (std::size_t at = 1; at < input.size(); ++at) everywhere.push_back(at);
  require(reference::parse_head_in_pieces(input, limits, {}) == expected);
  require(reference::parse_head_in_pieces(input, limits, cuts.in(input.size())) == expected);
  require(reference::parse_head_in_pieces(input, limits, everywhere) == expected);
  if (expected.outcome == ParseOutcome::Complete) require(reference::settled_rules(input, limits) == reference::rules_of(expected));
  return 0;
}
