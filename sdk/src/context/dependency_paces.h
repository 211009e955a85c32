// SPDX-License-Identifier: Apache-2.0
//
// DependencyPaces: while something that the service needs fails request after request, one line a second tells of it; of each such thing
// for itself, so that one does not hide another.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/log/log_pace.h"

namespace saki {

class DependencyPaces {  // Affinity: loop.
 public:
  // As LogPace::admit(), of the failures of `dependency` alone: a literal, so there are few, and it is never freed.
  [[nodiscard]] std::optional<std::uint64_t> admit(std::string_view dependency, MonotonicTime now) {
    auto found = std::ranges::find(paces_, dependency, &std::pair<std::string_view, LogPace>::first);
    if (found == paces_.end()) found = paces_.emplace(paces_.end(), dependency, LogPace());
    return found->second.admit(now);
  }

 private:
  std::vector<std::pair<std::string_view, LogPace>> paces_;
};

}  // namespace saki
