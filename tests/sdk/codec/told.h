// SPDX-License-Identifier: Apache-2.0
//
// Violations as one line each, for tests.
#pragma once

#include <string>
#include <vector>

#include "saki/violations.h"

namespace saki::test {

// {"body /tags/3 too_long", …}
inline std::vector<std::string> told(const Violations& violations) {
  std::vector<std::string> lines;
  for (const Violation& each : violations.list()) lines.push_back(std::string(to_string(each.in)) + " " + each.pointer + " " + each.code);
  return lines;
}

}  // namespace saki::test
