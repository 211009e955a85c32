// SPDX-License-Identifier: Apache-2.0
//
// What is tried against sessions, and what comes of it.
#include <gmock/gmock.h>

#include <set>

#include "saki/encoding.h"
#include "session/session_id.h"
#include "support/session_fixture.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

using SessionThreats = SessionFixture;

std::string cookie_of(std::string_view id) { return "__Host-session=" + std::string(id); }
std::string id_of(const std::string& cookie) { return cookie.substr(cookie.find('=') + 1); }

TEST_F(SessionThreats, AnIdThatWasPlantedIsNeverTakenUp) {
  TestClient& client = start();
  Browser victim(client);
  const std::string planted = cookie_of(SessionId::draw().text());
  victim.set_cookie(planted);
  static_cast<void>(victim.get("/set?key=name&value=Ada"));
  EXPECT_NE(victim.cookie(), planted);
  Browser attacker(client);
  attacker.set_cookie(planted);
  EXPECT_EQ(attacker.get("/get?key=name").body(), "none");
  EXPECT_EQ(measured("sessions_refused_total{reason=\"unknown\"}"), 2);
}

TEST_F(SessionThreats, AnIdThatWasKnownBeforeTheSignInIsWorthNothingAfterwards) {
  TestClient& client = start();
  Browser attacker(client);
  static_cast<void>(attacker.get("/set?key=cart&value=apples"));
  Browser victim(client);
  victim.set_cookie(attacker.cookie());
  static_cast<void>(victim.get("/in"));
  EXPECT_EQ(victim.get("/get?key=user").body(), "alice");
  EXPECT_EQ(attacker.get("/get?key=user").body(), "none");
  EXPECT_EQ(attacker.get("/get?key=cart").body(), "none");
}

TEST_F(SessionThreats, InTheGraceAnOldIdSeesNothingOfTheSignInAndChangesNothing) {
  TestClient& client = start("session: {rotation_grace: 10s}");
  Browser attacker(client);
  static_cast<void>(attacker.get("/set?key=cart&value=apples"));
  Browser victim(client);
  victim.set_cookie(attacker.cookie());
  static_cast<void>(victim.get("/in"));
  EXPECT_EQ(attacker.get("/get?key=cart").body(), "apples");
  EXPECT_EQ(attacker.get("/get?key=user").body(), "none");
  static_cast<void>(attacker.get("/set?key=cart&value=poison"));
  EXPECT_EQ(attacker.get("/get?key=cart").body(), "apples");
  EXPECT_EQ(victim.get("/get?key=cart").body(), "apples");
  client.advance(10s);
  EXPECT_EQ(attacker.get("/get?key=cart").body(), "none");
  EXPECT_EQ(victim.get("/get?key=user").body(), "alice");
}

TEST_F(SessionThreats, WhoSignsOutWithAnIdInItsGraceSignsOut) {
  TestClient& client = start("session: {rotation_grace: 10s}");
  Browser early(client);
  static_cast<void>(early.get("/set?key=cart&value=apples"));
  Browser late(client);
  late.set_cookie(early.cookie());
  static_cast<void>(late.get("/in"));
  static_cast<void>(early.get("/out"));
  EXPECT_EQ(late.get("/get?key=user").body(), "none");
}

TEST_F(SessionThreats, SoItDoesWhereTheSessionHasGoneOnSeveralTimes) {
  TestClient& client = start("session: {rotation_grace: 10s}");
  Browser early(client);
  static_cast<void>(early.get("/set?key=cart&value=apples"));
  Browser late(client);
  late.set_cookie(early.cookie());
  for (int turn = 0; turn < 3; ++turn) static_cast<void>(late.get("/in"));
  static_cast<void>(early.get("/out"));
  EXPECT_EQ(late.get("/get?key=user").body(), "none");
}

Task<Response> step_down(Request& request) {
  Session session = co_await request.use<Sessions>().open(request);
  session.rotate();
  session.remove("user");
  co_return Response();
}

Task<Response> step_on(Request& request) {
  Session session = co_await request.use<Sessions>().open(request);
  session.rotate();
  session.set("step", "next");
  co_return Response();
}

TEST_F(SessionThreats, AnIdInItsGraceCannotBeTurnedIntoALivingOne) {
  service_.get("/down", step_down);
  service_.get("/on", step_on);
  TestClient& client = start("session: {rotation_grace: 10s}");
  Browser user(client);
  static_cast<void>(user.get("/in"));
  Browser thief(client);
  thief.set_cookie(user.cookie());
  static_cast<void>(user.get("/down"));
  EXPECT_EQ(thief.get("/get?key=user").body(), "alice");  // To read, as the setting says.
  static_cast<void>(thief.get("/on"));
  EXPECT_NE(thief.cookie(), user.cookie());
  EXPECT_EQ(thief.get("/get?key=user").body(), "none");
  EXPECT_EQ(thief.get("/get?key=step").body(), "next");
}

// A neighbour on another subdomain can set a cookie of the same name where the prefix __Host- is not used, and browsers send that of the
// longer path first.
TEST_F(SessionThreats, OfTwoSessionsNoneIsTaken) {
  TestClient& client = start("session: {secure: false}");
  Browser attacker(client);
  static_cast<void>(attacker.get("/in"));
  Browser victim(client);
  static_cast<void>(victim.get("/set?key=cart&value=apples"));
  const std::string own = victim.cookie();
  for (const std::string& both : {attacker.cookie() + "; " + own, own + "; " + attacker.cookie(), own + "; session=; x=y"}) {
    victim.set_cookie(both);
    EXPECT_EQ(victim.get("/get?key=user").body(), "none") << both;
    EXPECT_EQ(victim.get("/get?key=cart").body(), "none") << both;
  }
  EXPECT_EQ(measured("sessions_refused_total{reason=\"malformed\"}"), 6);
  const TestClient::Headers fields{{"Cookie", own}, {"Cookie", attacker.cookie()}};  // As HTTP/2 cuts them.
  EXPECT_EQ(client.request(Method::Get, "/get?key=user", fields).body(), "none");
  victim.set_cookie(own + "; x=y; " + own);
  EXPECT_EQ(victim.get("/get?key=cart").body(), "apples");
}

Task<Response> sign_out_and_fail(Request& request) {
  Session session = co_await request.use<Sessions>().open(request);
  co_await session.destroy();
  throw std::runtime_error("it broke");
}

TEST_F(SessionThreats, ASignOutHoldsAlsoWhereTheHandlerFails) {
  service_.get("/broken", sign_out_and_fail);
  Browser browser(start());
  static_cast<void>(browser.get("/in"));
  EXPECT_EQ(browser.get("/broken").status(), 500);
  EXPECT_EQ(browser.get("/get?key=user").body(), "none");
}

TEST_F(SessionThreats, ALateAnswerTakesNobodysNewCookieAway) {
  TestClient& client = start();
  Browser browser(client);
  static_cast<void>(browser.get("/set?key=a&value=1"));
  Browser parallel(client);
  parallel.set_cookie(browser.cookie());
  static_cast<void>(browser.get("/in"));
  EXPECT_EQ(parallel.get("/get?key=a").header("Set-Cookie"), "");
}

TEST_F(SessionThreats, IdsAreDrawnFromTheWholeOfTheirBits) {
  std::set<std::string> seen;
  std::array<int, 128> ones{};
  constexpr int kCount = 4000;
  for (int i = 0; i < kCount; ++i) {
    const SessionId id = SessionId::draw();
    EXPECT_TRUE(seen.insert(id.text()).second);
    const std::string bytes = from_base64url(id.text()).value();
    for (std::size_t bit = 0; bit < 128; ++bit) ones[bit] += (static_cast<unsigned char>(bytes[bit / 8]) >> (bit % 8)) & 1;
  }
  // Ten standard deviations of a fair coin: no bit is fixed or leans.
  for (const int count : ones) EXPECT_NEAR(count, kCount / 2, 316);
}

TEST_F(SessionThreats, AnIdThatIsNoneIsNotLookedUp) {
  TestClient& client = start();
  const std::string good = SessionId::draw().text();
  for (const std::string& id : {std::string(), std::string("x"), good + "A", good.substr(1), good.substr(1) + "!", good.substr(1) + "=",
                                std::string(3000, 'A'), "../" + good.substr(3), good.substr(0, 21) + "z"}) {
    Browser browser(client);
    browser.set_cookie(cookie_of(id));
    EXPECT_EQ(browser.get("/get?key=user").body(), "none") << id;
  }
  EXPECT_EQ(measured("sessions_refused_total{reason=\"malformed\"}"), 9);
  EXPECT_EQ(measured("sessions_refused_total{reason=\"unknown\"}"), 0);
}

TEST_F(SessionThreats, AnIdThatWasChangedIsAnother) {
  TestClient& client = start();
  Browser browser(client);
  static_cast<void>(browser.get("/in"));
  const std::string id = id_of(browser.cookie());
  for (std::size_t at = 0; at < id.size(); ++at) {
    std::string changed = id;
    changed[at] = changed[at] == 'A' ? 'Q' : 'A';
    Browser attacker(client);
    attacker.set_cookie(cookie_of(changed));
    EXPECT_EQ(attacker.get("/get?key=user").body(), "none") << at;
  }
}

TEST_F(SessionThreats, ACookieOfAnotherNameIsNoSession) {
  TestClient& client = start();
  Browser browser(client);
  static_cast<void>(browser.get("/in"));
  Browser attacker(client);
  for (const char* name : {"session=", "__host-session=", "__Host-session2=", "x__Host-session=", "=__Host-session=",
                           "\xE2\x80\x80__Host-session=", "$Version=1; $Path=/; __Host-session=\"x\"; y="}) {
    attacker.set_cookie(name + id_of(browser.cookie()));
    EXPECT_EQ(attacker.get("/get?key=user").body(), "none") << name;
  }
}

Task<Response> list_keys(Request& request) {
  StoreScan all{std::string()};
  const StorePage page = co_await request.use<Store>().scan(all);
  std::string keys;
  for (const auto& entry : page.entries) keys += entry.key + "\n";
  co_return Response::text(std::move(keys));
}

TEST_F(SessionThreats, WhoReadsTheStoreLearnsNoId) {
  service_.get("/keys", list_keys);
  Browser browser(start());
  static_cast<void>(browser.get("/in"));
  const std::string keys = browser.get("/keys").body();
  EXPECT_THAT(keys, HasSubstr("session:" + SessionId::parse(id_of(browser.cookie()))->key()));
  EXPECT_THAT(keys, Not(HasSubstr(id_of(browser.cookie()))));
}

TEST_F(SessionThreats, OnesThatAreTooLargeAreNotKept) {
  Browser browser(start("session: {max_bytes: 1KiB}"));
  EXPECT_EQ(browser.get("/set?key=a&value=" + std::string(800, 'x')).status(), 200);
  EXPECT_EQ(browser.get("/set?key=b&value=" + std::string(800, 'x')).status(), 500);
  EXPECT_EQ(browser.get("/set?key=a&value=" + std::string(2000, 'x')).status(), 500);
  EXPECT_EQ(browser.get("/set?key=" + std::string(200, 'k') + "&value=1").status(), 500);
  EXPECT_EQ(browser.get("/set?key=&value=1").status(), 500);
  EXPECT_EQ(browser.get("/get?key=a").body(), std::string(800, 'x'));
  EXPECT_EQ(browser.get("/get?key=b").body(), "none");
}

TEST_F(SessionThreats, NoUseKeepsOnePastItsLifetime) {
  TestClient& client = start("session: {idle: 8m, lifetime: 1h}");
  Browser browser(client);
  static_cast<void>(browser.get("/in"));
  for (int turn = 0; turn < 11; ++turn) {
    client.advance(5min);
    ASSERT_EQ(browser.get("/get?key=user").body(), "alice") << turn;
  }
  client.advance(5min);
  EXPECT_EQ(browser.get("/get?key=user").body(), "none");
}

TEST_F(SessionThreats, ANewIdIsNoNewLifetime) {
  TestClient& client = start("session: {lifetime: 1h}");
  Browser browser(client);
  for (int turn = 0; turn < 6; ++turn) {
    static_cast<void>(browser.get("/in"));
    client.advance(10min);
  }
  EXPECT_EQ(browser.get("/get?key=user").body(), "none");
}

// Keeps what is stored for good, whatever the store was told.
Task<Response> forget_the_end(Request& request) {
  Store& store = request.use<Store>();
  StoreScan all{std::string()};
  const StorePage page = co_await store.scan(all);
  for (const auto& entry : page.entries) co_await store.set(entry.key, entry.value);
  co_return Response();
}

TEST_F(SessionThreats, ExpiryIsJudgedHereWhateverTheStoreKeeps) {
  service_.get("/forget", forget_the_end);
  TestClient& client = start("session: {idle: 8m}");
  Browser browser(client);
  static_cast<void>(browser.get("/in"));
  static_cast<void>(Browser(client).get("/forget"));
  client.advance(8min);
  EXPECT_EQ(browser.get("/get?key=user").body(), "none");
  EXPECT_EQ(measured("sessions_refused_total{reason=\"expired\"}"), 1);
  EXPECT_EQ(browser.get("/get?key=user").body(), "none");
  EXPECT_EQ(measured("sessions_refused_total{reason=\"unknown\"}"), 1);  // It was removed.
}

Task<Response> spoil(Request& request) {
  Store& store = request.use<Store>();
  StoreScan all{std::string()};
  const StorePage page = co_await store.scan(all);
  for (const auto& entry : page.entries) co_await store.set(entry.key, "{\"created\":1,");
  co_return Response();
}

TEST_F(SessionThreats, WhatCannotBeReadIsNoSession) {
  service_.get("/spoil", spoil);
  TestClient& client = start();
  Browser browser(client);
  static_cast<void>(browser.get("/in"));
  static_cast<void>(Browser(client).get("/spoil"));
  EXPECT_EQ(browser.get("/get?key=user").body(), "none");
  EXPECT_EQ(measured("sessions_refused_total{reason=\"unreadable\"}"), 1);
}

}  // namespace
}  // namespace saki
