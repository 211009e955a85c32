// SPDX-License-Identifier: Apache-2.0
//
// PerWorker<T>: an object for each worker, without locks between them. All are opened before the first request is served, and none comes
// later.
#pragma once

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "saki/base/check.h"
#include "saki/loop/loop.h"

namespace saki {

template <class T>
class PerWorker {  // Affinity: any.
 public:
  // On the worker's thread, before its first request.
  template <class... Arguments>
  void open(Loop& loop, Arguments&&... arguments) {
    const std::lock_guard lock(opening_);
    places_.emplace_back(&loop, std::make_unique<T>(std::forward<Arguments>(arguments)...));
  }

  // Of the worker whose thread this is.
  [[nodiscard]] T& here() const noexcept {
    const auto found = std::ranges::find_if(places_, [](const auto& place) { return place.first == Loop::current(); });
    SAKI_CHECK(found != places_.end(), "who calls is found out on the threads of workers");
    return *found->second;
  }

  void clear() noexcept { places_.clear(); }  // When no worker runs any more.

 private:
  std::mutex opening_;
  std::vector<std::pair<Loop*, std::unique_ptr<T>>> places_;
};

}  // namespace saki
