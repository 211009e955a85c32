// SPDX-License-Identifier: Apache-2.0
#include "client/trailer_lines.h"

#include "http/blanks.h"

namespace saki::client {

std::vector<http::Field> fields_of_lines(std::string_view lines) {
  std::vector<http::Field> fields;
  for (;;) {
    const std::size_t colon = lines.find(':');
    if (colon == lines.npos) return fields;
    const std::size_t end = lines.find("\r\n", colon);
    fields.push_back({lines.substr(0, colon), http::trim(lines.substr(colon + 1, end - colon - 1))});
    lines.remove_prefix(end + 2);
  }
}

}  // namespace saki::client
