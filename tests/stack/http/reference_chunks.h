// SPDX-License-Identifier: Apache-2.0
//
// A chunked decoder that is slow and plainly follows the grammar; the fast one must agree with it on every input.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/chunked_decoder.h"

namespace saki::http::reference {

struct Body {
  bool done = false;
  Refusal refusal = Refusal::None;
  std::string data;
  std::size_t consumed_bytes = 0;  // Once done.

  friend bool operator==(const Body&, const Body&) = default;
};

[[nodiscard]] Body decode_chunks(std::string_view input, const Limits& limits, std::uint64_t body_limit_bytes);

// What the decoder under test made of `input`, handed to it in the pieces that begin at `cuts` (ascending).
[[nodiscard]] Body decode_chunks_in_pieces(std::string_view input, const Limits& limits, std::uint64_t body_limit_bytes,
                                           const std::vector<std::size_t>& cuts);

}  // namespace saki::http::reference
