// SPDX-License-Identifier: Apache-2.0
#include "saki/checker.h"

#include <utility>

namespace saki {

bool Checker::violate(std::string_view code, std::string detail) {
  violations_->add(in_, place_->pointer(), code, std::move(detail));
  return false;
}

}  // namespace saki
