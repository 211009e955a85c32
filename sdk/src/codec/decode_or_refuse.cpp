// SPDX-License-Identifier: Apache-2.0
#include "saki/decode_or_refuse.h"

namespace saki::detail {

std::string first_of(const Violations& violations) {
  const Violation& first = violations.list().front();
  const std::string more = violations.count() > 1 ? " (and " + std::to_string(violations.count() - 1) + " more)" : std::string();
  return (first.pointer.empty() ? first.detail : first.pointer + " " + first.detail) + more;
}

}  // namespace saki::detail
