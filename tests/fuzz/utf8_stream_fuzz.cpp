// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as text in pieces: refused with the first byte with which no text goes on, as the whole text's longest sound prefix tells.
#include "fuzz/controls.h"
#include "http/utf8_stream.h"
#include "saki/base/utf8.h"

namespace saki::http {
namespace {

// Whether some text begins with these bytes: what is behind the sound prefix can be made whole.
bool begins_text(std::string_view bytes) {
  const std::string_view rest = bytes.substr(valid_utf8_prefix(bytes));
  if (rest.empty()) return true;
  if (rest.size() > 3) return false;
  for (unsigned a = 0x80; a < 0xC0; ++a) {
    std::string made(rest);
    for (int i = 0; i < 3; ++i) {
      made += static_cast<char>(i == 0 ? a : 0x80U);
      if (valid_utf8_prefix(made) == made.size()) return true;
    }
  }
  return false;
}

}  // namespace
}  // namespace saki::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saki::http;
  Controls controls(data, size);
  const Controls::Cuts cuts = controls.cuts();
  const std::string_view text = controls.rest();

  Utf8Stream by_byte;
  bool sound = true;
  for (std::size_t at = 0; at < text.size() && sound; ++at) {
    sound = by_byte.take(saki::as_bytes(text.substr(at, 1)));
    require(sound == begins_text(text.substr(0, at + 1)));
  }
  Utf8Stream in_pieces;
  const std::vector<std::size_t> places = cuts.in(text.size());
  const bool all = in_pieces.take(saki::as_bytes(text.substr(0, places[0]))) &&
                   in_pieces.take(saki::as_bytes(text.substr(places[0], places[1] - places[0]))) &&
                   in_pieces.take(saki::as_bytes(text.substr(places[1])));
  require(all == sound);
  if (sound) require(in_pieces.at_end_of_character() == (saki::valid_utf8_prefix(text) == text.size()));
  return 0;
}
