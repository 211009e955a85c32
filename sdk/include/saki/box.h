// SPDX-License-Identifier: Apache-2.0
//
// Box<T>: a value that may be absent, like std::optional, but kept outside. For members that lead back to their own type.
#pragma once

#include <memory>
#include <optional>
#include <utility>

namespace saki {

template <class T>
class Box {  // Affinity: one thread at a time.
 public:
  using value_type = T;

  Box() noexcept = default;
  Box(std::nullopt_t) noexcept {}                                     // NOLINT(google-explicit-constructor): as std::optional.
  Box(T value) : value_(std::make_unique<T>(std::move(value))) {}     // NOLINT(google-explicit-constructor)
  Box(const Box& other) : value_(other ? std::make_unique<T>(*other) : nullptr) {}
  Box(Box&&) noexcept = default;
  Box& operator=(Box other) noexcept {
    value_ = std::move(other.value_);
    return *this;
  }
  ~Box() = default;

  [[nodiscard]] bool has_value() const noexcept { return value_ != nullptr; }
  explicit operator bool() const noexcept { return has_value(); }

  // The value, which is there.
  [[nodiscard]] T& operator*() noexcept { return *value_; }
  [[nodiscard]] const T& operator*() const noexcept { return *value_; }
  [[nodiscard]] T* operator->() noexcept { return value_.get(); }
  [[nodiscard]] const T* operator->() const noexcept { return value_.get(); }

  T& emplace() {
    value_ = std::make_unique<T>();
    return *value_;
  }
  void reset() noexcept { value_.reset(); }

  friend bool operator==(const Box& left, const Box& right) { return left.has_value() == right.has_value() && (!left || *left == *right); }

 private:
  std::unique_ptr<T> value_;
};

}  // namespace saki
