// SPDX-License-Identifier: Apache-2.0
//
// A head parser that is slow and plainly follows the grammar; the fast one must agree with it on every input.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/head_parser.h"

namespace saki::http::reference {

struct Head {
  ParseOutcome outcome = ParseOutcome::Incomplete;
  Refusal refusal = Refusal::None;
  std::size_t consumed_bytes = 0;
  std::string method;
  std::string target;
  bool is_http10 = false;
  std::vector<std::pair<std::string, std::string>> fields;

  friend bool operator==(const Head&, const Head&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Head& head);
};

[[nodiscard]] Head parse_head(std::string_view input, const Limits& limits);

// What the parser under test made of `input`, handed to it in the pieces that begin at `cuts` (ascending).
[[nodiscard]] Head parse_head_in_pieces(std::string_view input, const Limits& limits, const std::vector<std::size_t>& cuts);

}  // namespace saki::http::reference
