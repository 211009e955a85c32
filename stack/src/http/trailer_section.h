// SPDX-License-Identifier: Apache-2.0
//
// TrailerSection: the fields behind the last chunk, one byte after another, and the empty line that ends them (RFC 9112 section
// 7.1.2). They are checked like the fields of a head and dropped: nobody here has asked for them.
#pragma once

#include <cstdint>

#include "saki/http/limits.h"
#include "saki/http/refusal.h"

namespace saki::http {

class TrailerSection {
 public:
  explicit TrailerSection(const Limits& limits) noexcept : limits_(limits) {}

  // False where the byte was refused.
  [[nodiscard]] bool take(char byte) noexcept;

  [[nodiscard]] bool done() const noexcept { return state_ == State::Done; }
  [[nodiscard]] Refusal refusal() const noexcept { return refusal_; }

 private:
  enum class State : std::uint8_t { LineStart, Name, Value, Return, LastReturn, Done };

  bool go(State state) noexcept {
    state_ = state;
    return true;
  }
  bool refuse(Refusal refusal) noexcept {
    refusal_ = refusal;
    return false;
  }

  const Limits& limits_;
  std::uint64_t bytes_ = 0;
  std::uint64_t count_ = 0;
  State state_ = State::LineStart;
  Refusal refusal_ = Refusal::None;
};

}  // namespace saki::http
