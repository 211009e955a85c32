// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as the head of an answer: parsed whole, cut in three, and byte by byte it comes to the same as the slow reference, and so does
// what its fields mean.
#include "fuzz/controls.h"
#include "stack/client/reference_answer.h"
#include "stack/http/cuts.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saki::client;
  using saki::http::Controls;
  using saki::http::require;
  Controls controls(data, size);
  const Controls::Cuts cuts = controls.cuts();
  const std::size_t tight = controls.number();
  saki::http::Limits limits;
  if (tight % 4 == 1) {
    limits.head_bytes = 16 + tight;
    limits.field_count = 1 + tight % 7;
  }
  constexpr std::string_view kMethods[]{"GET", "HEAD", "CONNECT", "GET"};
  const std::string_view method = kMethods[tight / 4 % 4];
  const std::string_view input = controls.rest();

  const reference::Answer expected = reference::parse_answer(input, limits);
  require(reference::parse_answer_in_pieces(input, limits, {}) == expected);
  require(reference::parse_answer_in_pieces(input, limits, cuts.in(input.size())) == expected);
  require(reference::parse_answer_in_pieces(input, limits, saki::http::cut_everywhere(input.size())) == expected);
  if (expected.outcome != saki::http::ParseOutcome::Complete) return 0;
  const reference::Content content = reference::content_of(expected, method);
  require(reference::framed_content(input, limits, method) == content);
  if (content.refused.empty()) require(reference::found_to_upgrade(input, limits) == reference::upgrades(expected));
  return 0;
}
