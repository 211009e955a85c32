// SPDX-License-Identifier: Apache-2.0
//
// Meanwhile: a variable has another value as long as this lives, also where what happens then throws.
#pragma once

#include <utility>

namespace saki {

template <class T>
class [[nodiscard]] Meanwhile {
 public:
  Meanwhile(T& variable, T value) noexcept : variable_(variable), before_(std::exchange(variable, std::move(value))) {}
  ~Meanwhile() { variable_ = std::move(before_); }
  Meanwhile(const Meanwhile&) = delete;
  Meanwhile& operator=(const Meanwhile&) = delete;

 private:
  T& variable_;
  T before_;
};

}  // namespace saki
