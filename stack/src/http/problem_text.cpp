// SPDX-License-Identifier: Apache-2.0
#include "http/problem_text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace saki::http {

ProblemText::ProblemText(Status status, std::string_view detail) noexcept {
  std::array<char, 3> code;
  std::to_chars(code.data(), code.data() + code.size(), status_code(status));
  const auto put = [this](std::string_view text) {
    const std::size_t count = std::min(text.size(), text_.size() - size_);
    std::ranges::copy(text.substr(0, count), text_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += count;
  };
  put(R"({"type":"about:blank","title":")");
  put(reason_phrase(status));
  put(R"(","status":)");
  put({code.data(), code.size()});
  if (!detail.empty()) {
    put(R"(,"detail":")");
    put(detail);
    put(R"(")");
  }
  put("}");
}

}  // namespace saki::http
