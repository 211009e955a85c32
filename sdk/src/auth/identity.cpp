// SPDX-License-Identifier: Apache-2.0
#include "saki/identity.h"

#include "saki/json_reader.h"

namespace saki {

std::optional<std::string> Identity::claim(std::string_view name) const {
  JsonReader reader(claims);
  if (!reader.begin_object()) return std::nullopt;
  std::string_view member;
  while (reader.next_member(member)) {
    std::string_view text;
    if (member == name) return reader.read_string(text) ? std::optional<std::string>(text) : std::nullopt;
    reader.skip();
  }
  return std::nullopt;
}

}  // namespace saki
