// SPDX-License-Identifier: Apache-2.0
#include "saki/place.h"

#include "saki/violations.h"

namespace saki {

std::string Place::pointer() const {
  if (outer_ == nullptr) return {};
  std::string text = outer_->pointer();
  append_pointer_token(text, is_element_ ? std::to_string(index_) : std::string(name_));
  return text;
}

}  // namespace saki
