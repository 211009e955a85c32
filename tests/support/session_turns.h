// SPDX-License-Identifier: Apache-2.0
//
// SessionTurn: a request as far as its session goes, at a time of its own. Several of them, that have opened a session before any of them
// is done, are requests at the same time.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "saki/request.h"
#include "saki/sessions.h"
#include "session/session_keeper.h"

namespace saki {

struct SessionTurn {
  SessionTurn(Request& request, Timestamp time)
      : keeper(request.use<Sessions>().keeper()), now(time), state(keeper, keeper.rules().max_bytes, now), session(state) {}
  explicit SessionTurn(Request& request) : SessionTurn(request, request.now()) {}

  Task<> open(std::string id) { return keeper.load(state, std::move(id), now); }
  Task<std::string> save() {
    state.close();
    return keeper.save(state, true, now);
  }
  Task<> finish() {
    const std::string field = co_await save();
    EXPECT_EQ(field, "");  // Of one that keeps its id.
  }
  [[nodiscard]] std::string value(const char* key) const { return session.get<std::string>(key).value_or("-"); }

  SessionKeeper& keeper;
  Timestamp now;
  SessionState state;
  Session session;
};

[[nodiscard]] inline std::string session_id_in(const std::string& field) { return field.substr(field.find('=') + 1, 22); }

// Begins a session with `a` and `b`; gives its id.
[[nodiscard]] inline Task<std::string> begin_session(Request& request) {
  SessionTurn turn(request);
  turn.session.set("a", "1");
  turn.session.set("b", "1");
  const std::string field = co_await turn.save();
  co_return session_id_in(field);
}

// What it holds: of `a`, `b` and `c`.
[[nodiscard]] inline Task<std::string> session_values(Request& request, std::string id) {
  SessionTurn turn(request);
  co_await turn.open(id);
  co_return turn.value("a") + turn.value("b") + turn.value("c");
}

}  // namespace saki
