// SPDX-License-Identifier: Apache-2.0
//
// Controls: the last bytes of a fuzzed input choose how the rest is cut and bounded, so that a file of a corpus reads like what it is.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace saki::http {

inline void require(bool condition) {
  if (!condition) std::abort();
}

class Controls {
 public:
  Controls(const std::uint8_t* data, std::size_t size) : bytes_(reinterpret_cast<const char*>(data), size) {}

  // The next number from the end; 0 when nothing is left.
  std::size_t number() {
    if (bytes_.empty()) return 0;
    const auto value = static_cast<unsigned char>(bytes_.back());
    bytes_.remove_suffix(1);
    return value;
  }

  // Call last.
  [[nodiscard]] std::string_view rest() const { return bytes_; }

  // Where a text is cut in three, which the next two numbers say.
  class Cuts {
   public:
    Cuts(std::size_t first, std::size_t second) noexcept : first_(first), second_(second) {}
    [[nodiscard]] std::vector<std::size_t> in(std::size_t size) const {
      std::vector<std::size_t> cuts{first_ % (size + 1), second_ % (size + 1)};
      std::ranges::sort(cuts);
      return cuts;
    }

   private:
    std::size_t first_;
    std::size_t second_;
  };
  [[nodiscard]] Cuts cuts() {
    const std::size_t first = number();
    return {first, number()};
  }

 private:
  std::string_view bytes_;
};

}  // namespace saki::http
