// SPDX-License-Identifier: Apache-2.0
//
// CallParameters: named values on their way into a query, header fields, cookies or a form. What is absent is left out, a list repeats.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/text_value.h"

namespace saki {

class CallParameters {  // Affinity: one thread.
 public:
  template <class T>
  void add(std::string_view name, const T& value) {
    std::string text;
    append_text(text, value);
    list_.emplace_back(name, std::move(text));
  }
  template <class T>
  void add(std::string_view name, const std::optional<T>& value) {
    if (value) add(name, *value);
  }
  template <class T>
  void add(std::string_view name, const std::vector<T>& values) {
    for (const auto& value : values) add(name, static_cast<const T&>(value));
  }

  using List = std::vector<std::pair<std::string, std::string>>;
  [[nodiscard]] const List& list() const noexcept { return list_; }

 private:
  List list_;
};

}  // namespace saki
