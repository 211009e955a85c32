// SPDX-License-Identifier: Apache-2.0
//
// Requests of one session at the same time: two that have opened it before either is done.
#include "session/session_keeper.h"
#include "session_fixture.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

// A request as far as its session goes.
struct Turn {
  explicit Turn(Request& request)
      : keeper(request.use<Sessions>().keeper()), now(request.now()), state(keeper, keeper.rules().max_bytes, now), session(state) {}

  Task<> open(std::string id) { return keeper.load(state, std::move(id), now); }
  Task<std::string> save() {
    state.close();
    return keeper.save(state, true, now);
  }
  Task<> finish() {
    const std::string field = co_await save();
    EXPECT_EQ(field, "");  // Of one that keeps its id.
  }

  SessionKeeper& keeper;
  Timestamp now;
  SessionState state;
  Session session;
};

std::string id_in(const std::string& field) { return field.substr(field.find('=') + 1, 22); }

// Begins a session with `a` and `b`; gives its id.
Task<std::string> begin(Request& request) {
  Turn turn(request);
  turn.session.set("a", "1");
  turn.session.set("b", "1");
  const std::string field = co_await turn.save();
  co_return id_in(field);
}

Task<std::string> values(Request& request, std::string id) {
  Turn turn(request);
  co_await turn.open(id);
  std::string found;
  for (const char* key : {"a", "b", "c"}) found += turn.session.get<std::string>(key).value_or("-");
  co_return found;
}

class SessionRaces : public SessionFixture {
 protected:
  // What a handler finds.
  std::string outcome(RouteHandler handler, const std::string& config = {}) {
    service_.get("/race", handler);
    return start(config).get("/race").body();
  }
};

Task<Response> change_different(Request& request) {
  const std::string id = co_await begin(request);
  Turn one(request);
  Turn other(request);
  co_await one.open(id);
  co_await other.open(id);
  one.session.set("a", "2");
  other.session.remove("b");
  other.session.set("c", "3");
  co_await one.finish();
  co_await other.finish();
  std::string found = co_await values(request, id);
  co_return Response::text(std::move(found));
}

TEST_F(SessionRaces, ChangesOfDifferentKeysAreAllKept) {
  EXPECT_EQ(outcome(change_different), "2-3");
  EXPECT_EQ(measured("sessions_conflicts_total"), 1);
}

Task<Response> change_same(Request& request) {
  const std::string id = co_await begin(request);
  Turn one(request);
  Turn other(request);
  co_await one.open(id);
  co_await other.open(id);
  one.session.set("a", "one");
  other.session.set("a", "other");
  co_await other.finish();
  co_await one.finish();
  std::string found = co_await values(request, id);
  co_return Response::text(std::move(found));
}

TEST_F(SessionRaces, OfTwoChangesOfAKeyTheLaterAnswerWins) { EXPECT_EQ(outcome(change_same), "one1-"); }

Task<Response> clear_and_set(Request& request) {
  const std::string id = co_await begin(request);
  Turn one(request);
  Turn other(request);
  co_await one.open(id);
  co_await other.open(id);
  one.session.set("c", "3");
  other.session.clear();
  other.session.set("b", "2");
  co_await one.finish();
  co_await other.finish();
  std::string found = co_await values(request, id);
  co_return Response::text(std::move(found));
}

TEST_F(SessionRaces, WhoClearsItClearsWhatIsStoredByThen) { EXPECT_EQ(outcome(clear_and_set), "-2-"); }

Task<Response> destroy_and_set(Request& request) {
  const std::string id = co_await begin(request);
  Turn one(request);
  Turn other(request);
  co_await one.open(id);
  co_await other.open(id);
  co_await one.session.destroy();
  other.session.set("a", "2");
  const std::string field = co_await other.save();
  std::string found = co_await values(request, id);
  co_return Response::text(found + (field.empty() ? " no cookie" : " cookie"));
}

TEST_F(SessionRaces, ADestroyedOneStaysSo) { EXPECT_EQ(outcome(destroy_and_set), "--- no cookie"); }

Task<Response> destroy_and_rotate(Request& request) {
  const std::string id = co_await begin(request);
  Turn one(request);
  Turn other(request);
  co_await one.open(id);
  co_await other.open(id);
  co_await one.session.destroy();
  other.session.rotate();
  other.session.set("c", "3");
  const std::string field = co_await other.save();
  std::string found = co_await values(request, id_in(field));
  co_return Response::text(std::move(found));
}

TEST_F(SessionRaces, WhoSignsInWhileItIsDestroyedHasWhatTheSignInSetAndNoMore) { EXPECT_EQ(outcome(destroy_and_rotate), "--3"); }

Task<Response> rotate_and_set(Request& request) {
  const std::string id = co_await begin(request);
  Turn one(request);
  Turn other(request);
  co_await one.open(id);
  co_await other.open(id);
  other.session.set("b", "2");
  co_await other.finish();
  one.session.rotate();
  one.session.set("c", "3");
  const std::string field = co_await one.save();
  const std::string found = co_await values(request, id_in(field));
  const std::string before = co_await values(request, id);
  co_return Response::text(found + " " + before);
}

TEST_F(SessionRaces, ARotationTakesAlongWhatOthersHaveChanged) { EXPECT_EQ(outcome(rotate_and_set), "123 ---"); }

TEST_F(SessionRaces, SoItDoesWithAGrace) { EXPECT_EQ(outcome(rotate_and_set, "session: {rotation_grace: 5s}"), "123 12-"); }

Task<Response> rotate_both(Request& request) {
  const std::string id = co_await begin(request);
  Turn one(request);
  Turn other(request);
  co_await one.open(id);
  co_await other.open(id);
  one.session.rotate();
  other.session.rotate();
  other.session.set("c", "3");
  const std::string first = co_await one.save();
  const std::string second = co_await other.save();
  const std::string found = co_await values(request, id_in(first));
  const std::string own = co_await values(request, id_in(second));
  co_return Response::text(found + " " + own);
}

TEST_F(SessionRaces, OfTwoRotationsTheSecondTakesNothingOfTheFirst) { EXPECT_EQ(outcome(rotate_both), "11- --3"); }

Task<Response> renew_and_set(Request& request) {
  const std::string id = co_await begin(request);
  Turn one(request);
  Turn other(request);
  one.now = other.now = request.now() + 20min;
  co_await one.open(id);
  co_await other.open(id);
  other.session.set("c", "3");
  co_await other.finish();
  co_await one.finish();
  std::string found = co_await values(request, id);
  co_return Response::text(std::move(found));
}

TEST_F(SessionRaces, WhoOnlyReadOverwritesNothing) {
  EXPECT_EQ(outcome(renew_and_set), "113");
  EXPECT_EQ(measured("sessions_saved_total"), 1);
}

}  // namespace
}  // namespace saki
