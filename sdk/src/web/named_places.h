// SPDX-License-Identifier: Apache-2.0
//
// Text in which `{name}` stands for something. A brace without its other half is text like any other.
#pragma once

#include <string_view>

namespace saki {

// Calls `on_text` with what lies between the names, where that is not empty, and `on_name` with each name, in order.
template <class OnText, class OnName>
void split_at_names(std::string_view text, OnText on_text, OnName on_name) {
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    const std::size_t close = text.find('}', open);
    if (close == text.npos) return on_text(text);
    if (open > 0) on_text(text.substr(0, open));
    on_name(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
}

}  // namespace saki
