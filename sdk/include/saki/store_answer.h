// SPDX-License-Identifier: Apache-2.0
//
// StoreAnswer: what came of a StoreOperation; which of the faces has it, the operation's kind says.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "saki/rate_verdict.h"

namespace saki {

class StoreAnswer {  // Affinity: one thread at a time.
 public:
  using Text = std::optional<std::string>;

  StoreAnswer() = default;  // Of Set.
  explicit StoreAnswer(Text text) : what_(std::move(text)) {}
  explicit StoreAnswer(bool done) : what_(done) {}
  explicit StoreAnswer(std::int64_t number) : what_(number) {}
  explicit StoreAnswer(const RateVerdict& verdict) : what_(verdict) {}

  // Each aborts where the answer is one of another kind.
  [[nodiscard]] const Text& text() const { return of<Text>(); }
  [[nodiscard]] bool done() const { return of<bool>(); }
  [[nodiscard]] std::int64_t number() const { return of<std::int64_t>(); }
  [[nodiscard]] const RateVerdict& verdict() const { return of<RateVerdict>(); }

  template <class T>
  [[nodiscard]] T take() && {
    if constexpr (!std::is_void_v<T>) return std::move(std::get<T>(what_));
  }

 private:
  template <class T>
  [[nodiscard]] const T& of() const {
    return std::get<T>(what_);
  }

  std::variant<std::monostate, Text, bool, std::int64_t, RateVerdict> what_;
};

}  // namespace saki
