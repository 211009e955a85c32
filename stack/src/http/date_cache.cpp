// SPDX-License-Identifier: Apache-2.0
#include "saki/http/date_cache.h"

#include <cstring>

namespace saki::http {

DateCache::DateCache(const Clock& clock) noexcept : clock_(clock) {
  std::memcpy(line_.data(), "Date: ", 6);
  std::memcpy(line_.data() + 6 + kHttpDateBytes, "\r\n", 2);
}

void DateCache::refresh(MonotonicTime now) noexcept {
  const WallTime wall = clock_.wall();
  const HttpTime second = std::chrono::floor<std::chrono::seconds>(wall);
  next_ = now + (second + std::chrono::seconds(1) - wall);
  if (second == shown_ && formatted_count_ != 0) return;
  shown_ = second;
  ++formatted_count_;
  const auto text = format_http_date(second);
  std::memcpy(line_.data() + 6, text.data(), text.size());
}

}  // namespace saki::http
