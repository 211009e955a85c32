// SPDX-License-Identifier: Apache-2.0
//
// Http1SessionPool: sessions between two uses, last in first out. Some are kept.
#pragma once

#include <memory>
#include <vector>

#include "http/http1_session.h"

namespace saki::http {

class Http1SessionPool {  // Affinity: loop.
 public:
  Http1SessionPool() { free_.reserve(kKeptCount); }  // Giving back never allocates.

  [[nodiscard]] std::unique_ptr<Http1Session> take(HttpWorker& worker) {
    if (free_.empty()) return std::make_unique<Http1Session>(worker);
    auto session = std::move(free_.back());
    free_.pop_back();
    return session;
  }
  void give_back(std::unique_ptr<Http1Session> session) noexcept;  // Must have left its connection.
  void give_up_spare(std::size_t kept_count) noexcept {  // Keeps so many, at most.
    if (free_.size() > kept_count) free_.resize(kept_count);
  }

 private:
  static constexpr std::size_t kKeptCount = 64;

  std::vector<std::unique_ptr<Http1Session>> free_;
};

inline void Http1SessionPool::give_back(std::unique_ptr<Http1Session> session) noexcept {
  if (free_.size() < kKeptCount) free_.push_back(std::move(session));
}

}  // namespace saki::http
