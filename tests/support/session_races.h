// SPDX-License-Identifier: Apache-2.0
//
// Handlers that let requests of one session meet: at the same time, or over a time of their own. Each answers what is left in the end.
#pragma once

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "saki/task/task_scope.h"
#include "support/session_turns.h"

namespace saki::session_races {

using namespace std::chrono_literals;

inline Task<Response> change_different(Request& request) {
  const std::string id = co_await begin_session(request);
  SessionTurn one(request);
  SessionTurn other(request);
  co_await one.open(id);
  co_await other.open(id);
  one.session.set("a", "2");
  other.session.remove("b");
  other.session.set("c", "3");
  co_await one.finish();
  co_await other.finish();
  std::string found = co_await session_values(request, id);
  co_return Response::text(std::move(found));
}

inline Task<Response> change_same(Request& request) {
  const std::string id = co_await begin_session(request);
  SessionTurn one(request);
  SessionTurn other(request);
  co_await one.open(id);
  co_await other.open(id);
  one.session.set("a", "one");
  other.session.set("a", "other");
  co_await other.finish();
  co_await one.finish();
  std::string found = co_await session_values(request, id);
  co_return Response::text(std::move(found));
}

inline Task<Response> clear_and_set(Request& request) {
  const std::string id = co_await begin_session(request);
  SessionTurn one(request);
  SessionTurn other(request);
  co_await one.open(id);
  co_await other.open(id);
  one.session.set("c", "3");
  other.session.clear();
  other.session.set("b", "2");
  co_await one.finish();
  co_await other.finish();
  std::string found = co_await session_values(request, id);
  co_return Response::text(std::move(found));
}

inline Task<Response> destroy_and_set(Request& request) {
  const std::string id = co_await begin_session(request);
  SessionTurn one(request);
  SessionTurn other(request);
  co_await one.open(id);
  co_await other.open(id);
  co_await one.session.destroy();
  other.session.set("a", "2");
  const std::string field = co_await other.save();
  std::string found = co_await session_values(request, id);
  co_return Response::text(found + (field.empty() ? " no cookie" : " cookie"));
}

inline Task<Response> destroy_and_rotate(Request& request) {
  const std::string id = co_await begin_session(request);
  SessionTurn one(request);
  SessionTurn other(request);
  co_await one.open(id);
  co_await other.open(id);
  co_await one.session.destroy();
  other.session.rotate();
  other.session.set("c", "3");
  const std::string field = co_await other.save();
  std::string found = co_await session_values(request, session_id_in(field));
  co_return Response::text(std::move(found));
}

inline Task<Response> rotate_and_set(Request& request) {
  const std::string id = co_await begin_session(request);
  SessionTurn one(request);
  SessionTurn other(request);
  co_await one.open(id);
  co_await other.open(id);
  other.session.set("b", "2");
  co_await other.finish();
  one.session.rotate();
  one.session.set("c", "3");
  const std::string field = co_await one.save();
  const std::string found = co_await session_values(request, session_id_in(field));
  const std::string before = co_await session_values(request, id);
  co_return Response::text(found + " " + before);
}

inline Task<Response> rotate_both(Request& request) {
  const std::string id = co_await begin_session(request);
  SessionTurn one(request);
  SessionTurn other(request);
  co_await one.open(id);
  co_await other.open(id);
  one.session.rotate();
  other.session.rotate();
  other.session.set("c", "3");
  const std::string first = co_await one.save();
  const std::string second = co_await other.save();
  const std::string found = co_await session_values(request, session_id_in(first));
  const std::string own = co_await session_values(request, session_id_in(second));
  co_return Response::text(found + " " + own);
}

inline Task<Response> renew_and_set(Request& request) {
  const std::string id = co_await begin_session(request);
  SessionTurn one(request);
  SessionTurn other(request);
  one.now = other.now = request.now() + 20min;
  co_await one.open(id);
  co_await other.open(id);
  other.session.set("c", "3");
  co_await other.finish();
  co_await one.finish();
  std::string found = co_await session_values(request, id);
  co_return Response::text(std::move(found));
}

// Eight at once, each with a key of its own; the answer is how many of these are kept.
inline Task<> add_key(Request& request, std::string id, std::string key) {
  SessionTurn turn(request);
  co_await turn.open(std::move(id));
  turn.session.set(key, "1");
  static_cast<void>(co_await turn.save());
}

inline Task<Response> change_at_once(Request& request) {
  const std::string id = co_await begin_session(request);
  const std::vector<std::string> keys{"k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8"};
  TaskScope requests(*Loop::current(), "requests");
  for (const std::string& key : keys) requests.spawn(&add_key, std::ref(request), id, key);
  co_await requests.join();
  SessionTurn after(request);
  co_await after.open(id);
  const auto kept = std::ranges::count_if(keys, [&](const std::string& key) { return after.session.has(key); });
  co_return Response::text(std::to_string(kept));
}

// One that is signed out while seven others change it; the answer is what is left.
inline Task<> sign_out(Request& request, std::string id) {
  SessionTurn turn(request);
  co_await turn.open(std::move(id));
  co_await turn.session.destroy();
  static_cast<void>(co_await turn.save());
}

inline Task<Response> destroy_amid_changes(Request& request) {
  const std::string id = co_await begin_session(request);
  TaskScope requests(*Loop::current(), "requests");
  for (const char* key : {"k1", "k2", "k3"}) requests.spawn(&add_key, std::ref(request), id, key);
  requests.spawn(&sign_out, std::ref(request), id);
  for (const char* key : {"k4", "k5", "k6", "k7"}) requests.spawn(&add_key, std::ref(request), id, key);
  co_await requests.join();
  std::string found = co_await session_values(request, id);
  co_return Response::text(std::move(found));
}

// Uses it `times` times, `step` after one another, and then once more `last` later: "1" for each time it was alive, else "-".
inline Task<std::string> use(Request& request, int times, std::chrono::minutes step, std::chrono::minutes last) {
  const std::string id = co_await begin_session(request);
  std::string found;
  Timestamp now = request.now();
  for (int turn = 0; turn <= times; ++turn) {
    now = now + (turn < times ? step : last);
    SessionTurn later(request, now);
    co_await later.open(id);
    found += later.value("a");
    static_cast<void>(co_await later.save());
  }
  co_return found;
}

inline Task<Response> stay_and_leave(Request& request) {
  std::string found = co_await use(request, 5, 6min, 8min);
  co_return Response::text(std::move(found));
}

inline Task<Response> never_leave(Request& request) {
  std::string found = co_await use(request, 11, 5min, 5min);
  co_return Response::text(std::move(found));
}

// Rotates five times, ten minutes after one another, and looks for it ten minutes later.
inline Task<Response> rotate_on(Request& request) {
  std::string id = co_await begin_session(request);
  std::string found;
  Timestamp now = request.now();
  for (int turn = 0; turn < 6; ++turn) {
    now = now + 10min;
    SessionTurn later(request, now);
    co_await later.open(id);
    found += later.value("a");
    if (turn == 5) break;
    later.session.rotate();
    const std::string field = co_await later.save();
    id = session_id_in(field);
  }
  co_return Response::text(std::move(found));
}

}  // namespace saki::session_races
