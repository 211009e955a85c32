// SPDX-License-Identifier: Apache-2.0
//
// type_key<T>: a value that is the same for the same T everywhere in the program, and another for every other type. Without RTTI names.
#pragma once

namespace saki {

using TypeKey = const void*;

namespace detail {

template <class T>
inline constexpr char kTypeMark = 0;

}  // namespace detail

template <class T>
[[nodiscard]] constexpr TypeKey type_key() noexcept {
  return &detail::kTypeMark<T>;
}

}  // namespace saki
