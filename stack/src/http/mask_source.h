// SPDX-License-Identifier: Apache-2.0
//
// MaskSource: masking keys that nobody can foretell (RFC 6455 section 5.3), drawn from the kernel some at a time.
#pragma once

#include <sys/random.h>

#include <array>
#include <cstdint>

#include "saki/base/check.h"

namespace saki::http {

class MaskSource {  // Affinity: loop.
 public:
  [[nodiscard]] std::uint32_t next() noexcept {
    if (next_ == keys_.size()) draw();
    return keys_[next_++];
  }

 private:
  void draw() noexcept {
    SAKI_CHECK(::getrandom(keys_.data(), sizeof keys_, 0) == static_cast<ssize_t>(sizeof keys_), "the kernel has random bytes");
    next_ = 0;
  }

  std::array<std::uint32_t, 32> keys_;
  std::size_t next_ = keys_.size();
};

}  // namespace saki::http
