// SPDX-License-Identifier: Apache-2.0
//
// Secret: a text that is used and never shown. It has no conversion to text, no comparison and no stream operator, so that whoever
// prints one has to write reveal(), which a reviewer can find. Its memory is wiped when it goes.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace saki {

class Secret {  // Affinity: any, one thread at a time.
 public:
  static constexpr std::string_view kShown = "***";  // What stands in its place wherever it is printed.

  Secret() noexcept = default;
  explicit Secret(std::string text) noexcept : text_(std::move(text)) {}
  Secret(const Secret&) = default;
  Secret& operator=(const Secret& other) {
    Secret copy(other);
    text_.swap(copy.text_);
    return *this;
  }
  Secret(Secret&& other) noexcept { text_.swap(other.text_); }
  Secret& operator=(Secret&& other) noexcept {
    text_.swap(other.text_);
    return *this;
  }
  ~Secret() { wipe(); }

  [[nodiscard]] const std::string& reveal() const noexcept { return text_; }
  [[nodiscard]] bool empty() const noexcept { return text_.empty(); }

 private:
  void wipe() noexcept {
    volatile char* byte = text_.data();
    for (std::size_t left = text_.size(); left > 0; --left) *byte++ = '\0';
  }

  std::string text_;
};

}  // namespace saki
