// SPDX-License-Identifier: Apache-2.0
//
// Kept<T>: a value that lives as long as a request, for Request::keep.
#pragma once

#include <type_traits>
#include <utility>

#include "saki/base/arena_object.h"
#include "saki/type_key.h"

namespace saki {

template <class T>
class Kept final : public ArenaObject {  // Affinity: loop.
  static_assert(std::is_same_v<T, std::remove_cvref_t<T>> && std::is_object_v<T>, "a request keeps objects: no references, not const");

 public:
  template <class... Arguments>
  explicit Kept(Home home, Arguments&&... arguments) : ArenaObject(type_key<T>(), home), value(std::forward<Arguments>(arguments)...) {}

  [[nodiscard]] ArenaObject* copy_out() const override {
    if constexpr (std::is_copy_constructible_v<T>)
      return new Kept(Home::Heap, value);
    else
      return nullptr;
  }

  T value;
};

}  // namespace saki
