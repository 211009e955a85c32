// SPDX-License-Identifier: Apache-2.0
//
// Http1SessionPool: sessions between two uses, last in first out. Some are kept. The last one has a place of its own: as a rule it is all
// that a worker needs, and it has its blocks still.
#pragma once

#include <memory>
#include <vector>

#include "http/http1_session.h"

namespace saki::http {

class Http1SessionPool {  // Affinity: loop.
 public:
  Http1SessionPool() { free_.reserve(kKeptCount); }  // Giving back never allocates.

  [[nodiscard]] std::unique_ptr<Http1Session> take(HttpWorker& worker) {
    if (last_) [[likely]]
      return std::move(last_);
    return take_other(worker);
  }
  // Must have left its connection, which has none then.
  void give_back(std::unique_ptr<Http1Session>& session) noexcept {
    if (last_) [[unlikely]]
      shelve();
    last_.swap(session);
  }
  void give_up_spare(std::size_t kept_count) noexcept;  // Keeps so many besides the last, at most; none holds a block then.

 private:
  static constexpr std::size_t kKeptCount = 64;

  [[nodiscard]] std::unique_ptr<Http1Session> take_other(HttpWorker& worker);
  void shelve() noexcept;

  std::unique_ptr<Http1Session> last_;
  std::vector<std::unique_ptr<Http1Session>> free_;
};

inline std::unique_ptr<Http1Session> Http1SessionPool::take_other(HttpWorker& worker) {
  if (free_.empty()) return std::make_unique<Http1Session>(worker);
  auto session = std::move(free_.back());
  free_.pop_back();
  return session;
}

inline void Http1SessionPool::shelve() noexcept {
  last_->release();
  if (free_.size() < kKeptCount) free_.push_back(std::move(last_));
  last_.reset();
}

inline void Http1SessionPool::give_up_spare(std::size_t kept_count) noexcept {
  if (last_) last_->release();
  if (free_.size() > kept_count) free_.resize(kept_count);
}

}  // namespace saki::http
