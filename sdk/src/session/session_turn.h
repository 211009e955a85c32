// SPDX-License-Identifier: Apache-2.0
//
// SessionTurn: a request's place for its session, from the middleware's beginning on. It is not copied to what outlives the request, where
// a change could not be kept.
#pragma once

#include <memory>

#include "session/session_state.h"

namespace saki {

class SessionTurn {  // Affinity: loop.
 public:
  SessionTurn() = default;
  SessionTurn(const SessionTurn&) = delete;
  SessionTurn& operator=(const SessionTurn&) = delete;

  [[nodiscard]] SessionState* state() const noexcept { return state_.get(); }  // Null until one is opened.

  // The first that is opened is the one.
  SessionState& take(std::unique_ptr<SessionState> state) {
    if (state_ == nullptr) state_ = std::move(state);
    if (over_) state_->close();
    return *state_;
  }

  void end() noexcept {
    over_ = true;
    if (state_ != nullptr) state_->close();
  }

 private:
  std::unique_ptr<SessionState> state_;
  bool over_ = false;
};

}  // namespace saki
