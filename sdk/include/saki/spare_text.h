// SPDX-License-Identifier: Apache-2.0
//
// The memory of the last answer's text, kept by each thread for the next one: a worker whose answers are alike asks the heap for nothing.
#pragma once

#include <string>

namespace saki {

// An empty string, with what memory there is. Affinity: any.
[[nodiscard]] std::string take_spare_text() noexcept;

// Keeps the memory of a text that has been sent, up to 64 KiB of it. Affinity: any.
void keep_spare_memory(std::string& text) noexcept;
inline void keep_spare_text(std::string& text) noexcept {
  if (text.capacity() > std::string().capacity()) keep_spare_memory(text);
}

}  // namespace saki
