// SPDX-License-Identifier: Apache-2.0
//
// Place: where in a document a value stands. A chain through the reader's own stack, so that it costs nothing until a violation needs
// its JSON Pointer (RFC 6901).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace saki {

class Place {  // Affinity: one thread.
 public:
  Place() noexcept = default;  // The whole document.

  // A member, or an element, of the value at `outer`, which outlives this; so does what `name` views.
  Place(const Place& outer, std::string_view name) noexcept : outer_(&outer), name_(name) {}
  Place(const Place& outer, std::size_t index) noexcept : outer_(&outer), index_(index), is_element_(true) {}

  Place(const Place&) = delete;  // A copy would outlive what it points to.
  Place& operator=(const Place&) = delete;

  [[nodiscard]] std::string pointer() const;  // "/tags/3"; empty for the whole document.

 private:
  const Place* outer_ = nullptr;
  std::string_view name_;
  std::size_t index_ = 0;
  bool is_element_ = false;
};

}  // namespace saki
