// SPDX-License-Identifier: Apache-2.0
//
// TextPacker and TextUnpacker: numbers and texts in as few bytes as they need, to be kept for long and read seldom.
//
//   number   seven bits to a byte, the lowest first; the eighth is set where more follow
//   text     twice its size, as a number, and its bytes. Of a part of what was shared before: one more than that, and where it lies
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace saki {

class TextPacker {
 public:
  void put(std::uint64_t number);
  void put(std::string_view text);
  void share(std::string_view text);  // The same; parts of it cost next to nothing from here on. Twice at most.

  [[nodiscard]] const std::string& packed() const noexcept { return packed_; }

 private:
  struct Shared {
    std::string_view text;  // Where it was.
    std::size_t start = 0;  // Where it is packed.
  };
  [[nodiscard]] const Shared* whole_of(std::string_view part) const noexcept;

  std::string packed_;
  Shared shared_[2];
  std::size_t shared_count_ = 0;
};

class TextUnpacker {  // Of what a packer made, in its order.
 public:
  explicit TextUnpacker(const char* packed) noexcept : start_(packed), next_(packed) {}

  [[nodiscard]] std::uint64_t number() noexcept;
  [[nodiscard]] std::string_view text() noexcept;  // A view of what is packed.

 private:
  [[nodiscard]] std::size_t size() noexcept { return static_cast<std::size_t>(number()); }

  const char* start_;
  const char* next_;
};

}  // namespace saki
