// SPDX-License-Identifier: Apache-2.0
//
// DependencyPaces: while something that the service needs fails request after request, one line a second tells of it; of each such thing
// and each reason for itself, so that an outage hides no mistake.
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
  // As LogPace::admit(), of the failures of `dependency` for `reason` alone: literals, so there are few, and they are never freed.
  [[nodiscard]] std::optional<std::uint64_t> admit(std::string_view dependency, std::string_view reason, MonotonicTime now) {
    const Failure failure(dependency, reason);
    auto found = std::ranges::find(paces_, failure, &std::pair<Failure, LogPace>::first);
    if (found == paces_.end()) found = paces_.emplace(paces_.end(), failure, LogPace());
    return found->second.admit(now);
  }

 private:
  using Failure = std::pair<std::string_view, std::string_view>;

  std::vector<std::pair<Failure, LogPace>> paces_;
};

}  // namespace saki
