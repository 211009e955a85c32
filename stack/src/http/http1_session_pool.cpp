// SPDX-License-Identifier: Apache-2.0
#include "http/http1_session_pool.h"

namespace saki::http {

void Http1SessionPool::find_other(HttpWorker& worker) {
  if (free_.empty()) {
    last_ = std::make_unique<Http1Session>(worker);
  } else {
    last_ = std::move(free_.back());
    free_.pop_back();
  }
}

void Http1SessionPool::shelve() noexcept {
  last_->release();
  if (free_.size() < kKeptCount) free_.push_back(std::move(last_));
  last_.reset();
}

void Http1SessionPool::give_up_spare(std::size_t kept_count) noexcept {
  if (last_) last_->release();
  if (free_.size() > kept_count) free_.resize(kept_count);
}

}  // namespace saki::http
