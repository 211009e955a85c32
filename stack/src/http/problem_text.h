// SPDX-License-Identifier: Apache-2.0
//
// ProblemText: a small problem document (RFC 9457) for what is answered below every handler. Made on the stack.
#pragma once

#include <array>
#include <string_view>

#include "saki/http/field.h"
#include "saki/http/status.h"

namespace saki::http {

inline constexpr Field kProblemType{"Content-Type", "application/problem+json"};

class ProblemText {
 public:
  // `detail` is plain ASCII without quotes; it may be empty.
  ProblemText(Status status, std::string_view detail) noexcept;

  [[nodiscard]] std::string_view text() const noexcept { return {text_.data(), size_}; }

 private:
  std::array<char, 256> text_;
  std::size_t size_ = 0;
};

}  // namespace saki::http
