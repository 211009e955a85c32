// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"

// Of a name that repeats the last value counts.
std::map<std::string, std::string> handlers::show_query(saki::Request& request) {
  std::map<std::string, std::string> found;
  for (const auto& [name, value] : request.query()) found.insert_or_assign(std::string(name), std::string(value));
  return found;
}
