// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as what a client sends over a WebSocket: read whole, cut in three, and byte by byte they come to what the slow reference says;
// and the head of a frame is written as it was read.
#include <array>

#include "fuzz/controls.h"
#include "stack/http/reference_frames.h"

namespace saki::http {
namespace {

void check_head(ByteView bytes) {
  FrameHead head;
  if (read_frame_head(bytes, WebSocketRole::Server, false, head) != HeadFault::None) return;
  std::array<std::byte, kMostFrameHeadBytes> written;
  const std::size_t size = write_frame_head(head, &head.mask, written.data());
  require(size == head.head_bytes && std::ranges::equal(bytes.first(size), ByteView(written).first(size)));
}

}  // namespace
}  // namespace saki::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saki::http;
  Controls controls(data, size);
  const Controls::Cuts cuts = controls.cuts();
  ReaderRules rules;
  rules.message_bytes = 1 + controls.number() * 300;
  rules.frame_bytes = 125 + controls.number() * 300;
  const std::string_view input = controls.rest();

  const reference::Found expected = reference::read_frames(input, rules.message_bytes, rules.frame_bytes);
  check_head(saki::as_bytes(input));
  std::vector<std::size_t> everywhere;
  for (std::size_t at = 1; at < input.size(); ++at) everywhere.push_back(at);
  require(reference::read_frames_in_pieces(input, rules, {}) == expected);
  require(reference::read_frames_in_pieces(input, rules, cuts.in(input.size())) == expected);
  require(reference::read_frames_in_pieces(input, rules, everywhere) == expected);
  return 0;
}
