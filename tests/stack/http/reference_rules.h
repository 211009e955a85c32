// SPDX-License-Identifier: Apache-2.0
//
// What the fields of a head mean, decided slowly and plainly; the fast decisions must agree.
#pragma once

#include <optional>
#include <string>

#include "stack/http/reference_head.h"

namespace saki::http::reference {

struct Rules {
  Status refused = Status::Ok;  // Ok: it is not.
  bool chunked = false;
  std::uint64_t length = 0;
  bool persistent = false;
  std::string host;
  std::string path;
  std::string query;

  friend bool operator==(const Rules&, const Rules&) = default;
};

[[nodiscard]] Rules rules_of(const Head& head);

// The same from the code under test, for a head that is complete.
[[nodiscard]] Rules settled_rules(std::string_view input, const Limits& limits);

// The normal form of a path, or nothing where it is hostile.
[[nodiscard]] std::optional<std::string> normal_path(const std::string& raw);

}  // namespace saki::http::reference
