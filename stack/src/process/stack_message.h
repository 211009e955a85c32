// SPDX-License-Identifier: Apache-2.0
//
// StackMessage: a thread's stack as a message of the control channel, composed within a signal handler.
//
//   t4711 worker 0
//   5581a0 5581b4 7f1203
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace saki {

class StackMessage {  // Async-signal-safe. Never longer than its bytes: what does not fit is left out.
 public:
  // Of the calling thread, within the handler whose third argument is `context`: what lies above the handler itself.
  explicit StackMessage(const void* context) noexcept;

  [[nodiscard]] std::string_view text() const noexcept { return {bytes_.data(), size_}; }

 private:
  void append(std::string_view text) noexcept;
  void append_number(std::uintptr_t number, unsigned base) noexcept;

  std::array<char, 4096> bytes_;
  std::size_t size_ = 0;
};

}  // namespace saki
