// SPDX-License-Identifier: Apache-2.0
//
// Heads of answers, read slowly and plainly, and what they mean; the code under test must agree on every input.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/answer_rules.h"

namespace saki::client::reference {

struct Answer {
  http::ParseOutcome outcome = http::ParseOutcome::Incomplete;
  std::string refused;  // Why, in words.
  std::size_t consumed_bytes = 0;
  int status = 0;
  std::string reason;
  bool is_http10 = false;
  std::vector<std::pair<std::string, std::string>> fields;

  friend bool operator==(const Answer&, const Answer&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Answer& answer);
};

[[nodiscard]] Answer parse_answer(std::string_view input, const http::Limits& limits);

// What the parser under test made of `input`, handed to it in the pieces that begin at `cuts` (ascending).
[[nodiscard]] Answer parse_answer_in_pieces(std::string_view input, const http::Limits& limits, const std::vector<std::size_t>& cuts);

struct Content {
  std::string refused{};
  bool chunked = false;
  std::uint64_t length = 0;
  bool until_close = false;
  bool persistent = false;

  friend bool operator==(const Content&, const Content&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Content& content);
};

// Of an answer that is complete.
[[nodiscard]] Content content_of(const Answer& answer, std::string_view method);
[[nodiscard]] Content framed_content(std::string_view input, const http::Limits& limits, std::string_view method);

// Whether an answer changes to WebSockets, were it 101.
[[nodiscard]] bool upgrades(const Answer& answer);
[[nodiscard]] bool found_to_upgrade(std::string_view input, const http::Limits& limits);

}  // namespace saki::client::reference
