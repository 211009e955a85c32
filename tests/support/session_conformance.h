// SPDX-License-Identifier: Apache-2.0
//
// SessionConformance: what sessions must do, whatever keeps them.
//
//   class Kept {                                             // made afresh for each test
//    public:
//     static std::unique_ptr<Package> keeper();              // the package whose store it is; null: the SDK's own
//     std::string config() const;                            // lines of the configuration that choose it
//   };
//   INSTANTIATE_TYPED_TEST_SUITE_P(Redis, SessionConformance, Kept);
//
// Time is the kernel's, since a server's is no other; what takes minutes happens at times that the requests are said to come at.
#pragma once

#include <gmock/gmock.h>

#include <memory>
#include <set>
#include <string>

#include "session/session_id.h"
#include "support/session_fixture.h"
#include "support/session_races.h"

namespace saki {

using namespace std::chrono_literals;

template <class Kept>
class SessionConformance : public SessionFixture {
 public:
  SessionConformance() : SessionFixture(Kept::keeper()) {}
  ~SessionConformance() override { client_.reset(); }  // Before what keeps them.

 protected:
  TestClient& begin(const std::string& session = {}) {
    return start(kept_.config() + (session.empty() ? std::string() : "session: {" + session + "}\n"), TestTime::Real);
  }
  // What a handler finds.
  std::string outcome(RouteHandler handler, const std::string& session = {}) {
    service_.get("/race", handler);
    return begin(session).get("/race").body();
  }
  // Whether the store holds the session of a cookie.
  bool stored(const std::string& cookie) {
    service_.get("/stored", is_stored);
    const SessionId id = *SessionId::parse(session_id_in(cookie));
    return client_->get("/stored?key=session:" + id.key()).body() == "yes";
  }

 private:
  static Task<Response> is_stored(Request& request) {
    const auto text = co_await request.use<Store>().get(asked(request, "key"));
    co_return Response::text(text ? "yes" : "no");
  }

  Kept kept_;
};

TYPED_TEST_SUITE_P(SessionConformance);

// --- what they hold

TYPED_TEST_P(SessionConformance, WhatWasSetIsThereAgain) {
  Browser browser(this->begin());
  static_cast<void>(browser.get("/set?key=name&value=Ada"));
  EXPECT_EQ(browser.get("/get?key=name").body(), "Ada");
  static_cast<void>(browser.get("/set?key=name&value=%00%FF%C3%A9"));
  EXPECT_EQ(browser.get("/get?key=other").body(), "none");
}

TYPED_TEST_P(SessionConformance, OfTwoClientsAreTwo) {
  TestClient& client = this->begin();
  Browser ada(client);
  Browser bob(client);
  static_cast<void>(ada.get("/set?key=name&value=Ada"));
  static_cast<void>(bob.get("/set?key=name&value=Bob"));
  EXPECT_NE(ada.cookie(), bob.cookie());
  EXPECT_EQ(ada.get("/get?key=name").body(), "Ada");
}

// --- rotation and the end

TYPED_TEST_P(SessionConformance, AnotherIdKeepsWhatTheSessionHolds) {
  Browser browser(this->begin());
  static_cast<void>(browser.get("/set?key=cart&value=apples"));
  const std::string before = browser.cookie();
  static_cast<void>(browser.get("/in"));
  EXPECT_NE(browser.cookie(), before);
  EXPECT_EQ(browser.get("/get?key=cart").body(), "apples");
  EXPECT_EQ(browser.get("/get?key=user").body(), "alice");
  EXPECT_EQ(this->measured("sessions_rotated_total"), 1);
}

TYPED_TEST_P(SessionConformance, AReplayAfterARotationFindsNothing) {
  TestClient& client = this->begin();
  Browser browser(client);
  std::set<std::string> before;
  for (int turn = 0; turn < 5; ++turn) {
    static_cast<void>(browser.get("/in"));
    EXPECT_TRUE(before.insert(browser.cookie()).second);
  }
  before.erase(browser.cookie());
  for (const std::string& cookie : before) {
    Browser replay(client);
    replay.set_cookie(cookie);
    EXPECT_EQ(replay.get("/get?key=user").body(), "none");
  }
  EXPECT_EQ(browser.get("/get?key=user").body(), "alice");
}

TYPED_TEST_P(SessionConformance, InItsGraceAnOldIdSeesNothingOfTheSignIn) {
  TestClient& client = this->begin("rotation_grace: 1m");
  Browser early(client);
  static_cast<void>(early.get("/set?key=cart&value=apples"));
  Browser late(client);
  late.set_cookie(early.cookie());
  static_cast<void>(late.get("/in"));
  EXPECT_EQ(early.get("/get?key=cart").body(), "apples");
  EXPECT_EQ(early.get("/get?key=user").body(), "none");
  static_cast<void>(early.get("/out"));
  EXPECT_EQ(late.get("/get?key=user").body(), "none");
}

TYPED_TEST_P(SessionConformance, AReplayAfterASignOutFindsNothing) {
  Browser browser(this->begin());
  static_cast<void>(browser.get("/in"));
  const std::string cookie = browser.cookie();
  EXPECT_THAT(browser.get("/out").header("Set-Cookie"), testing::HasSubstr("__Host-session=; Path=/; Max-Age=0;"));
  browser.set_cookie(cookie);
  EXPECT_EQ(browser.get("/get?key=user").body(), "none");
}

// --- time

TYPED_TEST_P(SessionConformance, UseKeepsItAliveAndIdlenessDoesNot) {
  EXPECT_EQ(this->outcome(session_races::stay_and_leave, "idle: 8m, lifetime: 10d"), "11111-");
}

TYPED_TEST_P(SessionConformance, NoUseKeepsOnePastItsLifetime) {
  EXPECT_EQ(this->outcome(session_races::never_leave, "idle: 8m, lifetime: 1h"), "11111111111-");
}

TYPED_TEST_P(SessionConformance, ANewIdIsNoNewLifetime) {
  EXPECT_EQ(this->outcome(session_races::rotate_on, "idle: 30m, lifetime: 1h"), "11111-");
}

TYPED_TEST_P(SessionConformance, TheStoreForgetsItByItself) {
  TestClient& client = this->begin("idle: 1s");
  Browser browser(client);
  static_cast<void>(browser.get("/in"));
  EXPECT_TRUE(this->stored(browser.cookie()));
  client.wait(1'100ms);
  EXPECT_FALSE(this->stored(browser.cookie()));
  EXPECT_EQ(browser.get("/get?key=user").body(), "none");
  EXPECT_EQ(this->measured("sessions_refused_total{reason=\"expired\"}"), 0);
}

// --- requests at the same time

TYPED_TEST_P(SessionConformance, ChangesOfDifferentKeysAreAllKept) {
  EXPECT_EQ(this->outcome(session_races::change_different), "2-3");
  EXPECT_EQ(this->measured("sessions_conflicts_total"), 1);
}

TYPED_TEST_P(SessionConformance, ManyThatAreMadeAtOnceAreAllKept) { EXPECT_EQ(this->outcome(session_races::change_at_once), "8"); }

TYPED_TEST_P(SessionConformance, OfTwoChangesOfAKeyTheLaterAnswerWins) { EXPECT_EQ(this->outcome(session_races::change_same), "one1-"); }

TYPED_TEST_P(SessionConformance, WhoClearsItClearsWhatIsStoredByThen) { EXPECT_EQ(this->outcome(session_races::clear_and_set), "-2-"); }

TYPED_TEST_P(SessionConformance, ADestroyedOneStaysSo) { EXPECT_EQ(this->outcome(session_races::destroy_and_set), "--- no cookie"); }

TYPED_TEST_P(SessionConformance, NoChangeBringsADestroyedOneBack) { EXPECT_EQ(this->outcome(session_races::destroy_amid_changes), "---"); }

TYPED_TEST_P(SessionConformance, WhoSignsInWhileItIsDestroyedHasWhatTheSignInSetAndNoMore) {
  EXPECT_EQ(this->outcome(session_races::destroy_and_rotate), "--3");
}

TYPED_TEST_P(SessionConformance, ARotationTakesAlongWhatOthersHaveChanged) {
  EXPECT_EQ(this->outcome(session_races::rotate_and_set), "123 ---");
}

TYPED_TEST_P(SessionConformance, SoItDoesWithAGrace) {
  EXPECT_EQ(this->outcome(session_races::rotate_and_set, "rotation_grace: 1m"), "123 12-");
}

TYPED_TEST_P(SessionConformance, OfTwoRotationsTheSecondTakesNothingOfTheFirst) {
  EXPECT_EQ(this->outcome(session_races::rotate_both), "11- --3");
}

TYPED_TEST_P(SessionConformance, WhoOnlyReadOverwritesNothing) {
  EXPECT_EQ(this->outcome(session_races::renew_and_set), "113");
  EXPECT_EQ(this->measured("sessions_saved_total"), 1);
}

REGISTER_TYPED_TEST_SUITE_P(SessionConformance, WhatWasSetIsThereAgain, OfTwoClientsAreTwo, AnotherIdKeepsWhatTheSessionHolds,
                            AReplayAfterARotationFindsNothing, InItsGraceAnOldIdSeesNothingOfTheSignIn, AReplayAfterASignOutFindsNothing,
                            UseKeepsItAliveAndIdlenessDoesNot, NoUseKeepsOnePastItsLifetime, ANewIdIsNoNewLifetime,
                            TheStoreForgetsItByItself, ChangesOfDifferentKeysAreAllKept, ManyThatAreMadeAtOnceAreAllKept,
                            OfTwoChangesOfAKeyTheLaterAnswerWins, WhoClearsItClearsWhatIsStoredByThen, ADestroyedOneStaysSo,
                            NoChangeBringsADestroyedOneBack, WhoSignsInWhileItIsDestroyedHasWhatTheSignInSetAndNoMore,
                            ARotationTakesAlongWhatOthersHaveChanged, SoItDoesWithAGrace, OfTwoRotationsTheSecondTakesNothingOfTheFirst,
                            WhoOnlyReadOverwritesNothing);

}  // namespace saki
