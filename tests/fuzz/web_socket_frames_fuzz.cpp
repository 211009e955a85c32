// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as what a client sends over a WebSocket: read whole, cut in three, and byte by byte they come to what the slow reference says.
#include "fuzz/controls.h"
#include "stack/http/reference_frames.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saki::http;
  Controls controls(data, size);
  const std::size_t first = controls.number();
  const std::size_t second = controls.number();
  ReaderRules rules;
  rules.message_bytes = 1 + controls.number() * 300;
  rules.frame_bytes = 125 + controls.number() * 300;
  const std::string_view input = controls.rest();

  const reference::Found expected = reference::read_frames(input, rules.message_bytes, rules.frame_bytes);
  std::vector<std::size_t> everywhere;
  for (std::size_t at = 1; at < input.size(); ++at) everywhere.push_back(at);
  require(reference::read_frames_in_pieces(input, rules, {}) == expected);
  require(reference::read_frames_in_pieces(input, rules, Controls::cuts(input.size(), first, second)) == expected);
  require(reference::read_frames_in_pieces(input, rules, everywhere) == expected);
  return 0;
}
