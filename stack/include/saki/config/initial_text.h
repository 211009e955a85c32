// SPDX-License-Identifier: Apache-2.0
//
// initial_text: a program's own value as the default of a setting, written as it would be in a configuration. So a default that an object
// has anyway need not be written a second time.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <type_traits>

#include "saki/config/setting.h"
#include "saki/config/units.h"

namespace saki {

template <class T>
concept InitialValue =
    std::integral<T> || std::is_enum_v<T> || std::same_as<T, std::string> || requires(const T& time) { format_duration(time); };

// Of an enumeration it is the word of its place; a text is taken for what YAML reads it as, so one of special signs brings its own quotes.
template <InitialValue T>
[[nodiscard]] std::string initial_text(const T& value, const Setting& setting) {
  if constexpr (std::same_as<T, bool>)
    return value ? "true" : "false";
  else if constexpr (std::integral<T>)
    return setting.type == SettingType::Size ? format_size(static_cast<std::uint64_t>(value)) : std::to_string(value);
  else if constexpr (std::is_enum_v<T>)
    return setting.words.at(static_cast<std::size_t>(value));
  else if constexpr (std::same_as<T, std::string>)
    return value;
  else
    return format_duration(value);
}

}  // namespace saki
