// SPDX-License-Identifier: Apache-2.0
//
// SessionRecord: a session as it is stored, in JSON.
//
//   {"created":1767225600000000,"renewed":1767225660000000,"values":{"user":7}}
//
// Times are microseconds since 1970. One that was left for another id has `"left"`, when it is dead, and `"heir"`, the key of that other.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "saki/timestamp.h"

namespace saki {

struct SessionRecord {
  [[nodiscard]] std::string text() const;
  [[nodiscard]] static std::optional<SessionRecord> parse(std::string_view text);

  Timestamp created;
  Timestamp renewed;  // When a request was last seen, to within an eighth of the time that it may be idle.
  std::optional<Timestamp> left;
  std::string heir;
  std::map<std::string, std::string, std::less<>> values;  // To JSON.
};

}  // namespace saki
