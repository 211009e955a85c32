// SPDX-License-Identifier: Apache-2.0
//
// DateCache: the Date field's line, formatted at most once a second. One per worker.
#pragma once

#include <array>
#include <string_view>

#include "saki/base/clock.h"
#include "saki/http/http_date.h"

namespace saki::http {

class DateCache {  // Affinity: loop.
 public:
  static constexpr std::size_t kLineBytes = 6 + kHttpDateBytes + 2;

  explicit DateCache(const Clock& clock) noexcept;

  // "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n". `now` is the loop's time: within a second of it nothing is asked or formatted.
  [[nodiscard]] std::string_view line(MonotonicTime now) noexcept {
    if (now >= next_) refresh(now);
    return {line_.data(), line_.size()};
  }

  [[nodiscard]] std::uint64_t formatted_count() const noexcept { return formatted_count_; }

 private:
  void refresh(MonotonicTime now) noexcept;

  const Clock& clock_;
  MonotonicTime next_{};  // When the line may have to change.
  HttpTime shown_{};
  std::uint64_t formatted_count_ = 0;
  std::array<char, kLineBytes> line_{};
};

}  // namespace saki::http
