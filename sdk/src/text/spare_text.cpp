// SPDX-License-Identifier: Apache-2.0
#include "saki/spare_text.h"

#include <cstddef>
#include <utility>

namespace saki {
namespace {

constexpr std::size_t kMostBytes = 64 * 1024;

thread_local std::string spare;

}  // namespace

std::string take_spare_text() noexcept { return std::exchange(spare, {}); }

void keep_spare_memory(std::string& text) noexcept {
  if (text.capacity() <= spare.capacity() || text.capacity() > kMostBytes) return;
  text.clear();
  spare.swap(text);
}

}  // namespace saki
