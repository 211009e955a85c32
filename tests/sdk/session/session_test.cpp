// SPDX-License-Identifier: Apache-2.0
#include "saki/session.h"

#include <gmock/gmock.h>

#include "saki/http_error.h"
#include "saki/test_start.h"
#include "support/session_fixture.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::MatchesRegex;

class SessionTest : public SessionFixture {
 protected:
  [[nodiscard]] std::string refusal(const std::string& config) {
    client_.reset();
    return start_refusal(service_, {.config = config});
  }
};

TEST_F(SessionTest, WhatWasSetIsThereAgain) {
  Browser browser(start());
  const TestResponse first = browser.get("/set?key=name&value=Ada");
  EXPECT_THAT(first.header("Set-Cookie"), MatchesRegex("__Host-session=[A-Za-z0-9_-]{22}; Path=/; HttpOnly; Secure; SameSite=Lax"));
  EXPECT_EQ(browser.get("/get?key=name").body(), "Ada");
  EXPECT_EQ(browser.get("/set?key=name&value=Bob").header("Set-Cookie"), "");
  EXPECT_EQ(browser.get("/get?key=name").body(), "Bob");
  EXPECT_EQ(browser.get("/get?key=other").body(), "none");
}

TEST_F(SessionTest, WhoOnlyReadsMakesNone) {
  Browser browser(start());
  EXPECT_EQ(browser.get("/get?key=name").header("Set-Cookie"), "");
  EXPECT_EQ(browser.get("/nothing").body(), "plain");
  EXPECT_EQ(measured("sessions_begun_total"), 0);
}

Task<Response> typed(Request& request) {
  Session session = co_await request.use<Sessions>().open(request);
  session.set("number", std::int64_t{7});
  session.set("flag", true);
  session.set("when", request.now());
  session.set("list", std::vector<std::string>{"a", "b"});
  const bool good = session.get<std::int64_t>("number") == 7 && session.get<bool>("flag") == true &&
                    session.get<Timestamp>("when") == request.now() && session.get<std::vector<std::string>>("list")->size() == 2;
  const bool refused = !session.get<bool>("number") && !session.get<std::int64_t>("list") && !session.get<std::string>("none");
  co_return Response::text(good && refused ? "good" : "bad");
}

TEST_F(SessionTest, ValuesHaveTypes) {
  service_.get("/typed", typed);
  Browser browser(start());
  EXPECT_EQ(browser.get("/typed").body(), "good");
}

Task<Response> take(Request& request) {
  Session session = co_await request.use<Sessions>().open(request);
  co_return Response::text(session.take<std::string>("notice").value_or("none"));
}

TEST_F(SessionTest, WhatIsTakenIsSaidOnce) {
  service_.get("/take", take);
  Browser browser(start());
  static_cast<void>(browser.get("/set?key=notice&value=saved"));
  EXPECT_EQ(browser.get("/take").body(), "saved");
  EXPECT_EQ(browser.get("/take").body(), "none");
}

Task<Response> clear(Request& request) {
  Session session = co_await request.use<Sessions>().open(request);
  session.clear();
  session.set("b", "2");
  co_return Response::text(session.has("a") ? "a" : "no a");
}

TEST_F(SessionTest, ClearedIsEmptyAndStillTheSame) {
  service_.get("/clear", clear);
  Browser browser(start());
  static_cast<void>(browser.get("/set?key=a&value=1"));
  const std::string cookie = browser.cookie();
  EXPECT_EQ(browser.get("/clear").body(), "no a");
  EXPECT_EQ(browser.cookie(), cookie);
  EXPECT_EQ(browser.get("/get?key=a").body(), "none");
  EXPECT_EQ(browser.get("/get?key=b").body(), "2");
}

Task<Response> refuse(Request& request) {
  Session session = co_await request.use<Sessions>().open(request);
  session.set("tries", "1");
  throw Unauthorized("once more");
}

Task<Response> fail(Request& request) {
  Session session = co_await request.use<Sessions>().open(request);
  session.set("tries", "2");
  throw std::runtime_error("it broke");
}

TEST_F(SessionTest, IsKeptWithAnHttpErrorAndWithNoOther) {
  service_.get("/refuse", refuse);
  service_.get("/fail", fail);
  Browser browser(start());
  const TestResponse refused = browser.get("/refuse");
  EXPECT_EQ(refused.status(), 401);
  EXPECT_NE(refused.header("Set-Cookie"), "");
  EXPECT_EQ(browser.get("/fail").status(), 500);
  EXPECT_EQ(browser.get("/get?key=tries").body(), "1");
}

Task<Response> sign_out_and_say(Request& request) {
  Session session = co_await request.use<Sessions>().open(request);
  co_await session.destroy();
  session.set("notice", "good-bye");
  co_return Response();
}

TEST_F(SessionTest, AfterItsEndAnotherMayBegin) {
  service_.get("/bye", sign_out_and_say);
  Browser browser(start());
  static_cast<void>(browser.get("/in"));
  const std::string before = browser.cookie();
  static_cast<void>(browser.get("/bye"));
  EXPECT_NE(browser.cookie(), before);
  EXPECT_EQ(browser.get("/get?key=notice").body(), "good-bye");
  EXPECT_EQ(browser.get("/get?key=user").body(), "none");
}

TEST_F(SessionTest, UseKeepsItAliveAndIdlenessDoesNot) {
  TestClient& client = start("session: {idle: 8m, lifetime: 10d}");
  Browser browser(client);
  static_cast<void>(browser.get("/in"));
  for (int turn = 0; turn < 20; ++turn) {
    client.advance(6min);
    ASSERT_EQ(browser.get("/get?key=user").body(), "alice") << turn;
  }
  client.advance(8min);
  EXPECT_EQ(browser.get("/get?key=user").body(), "none");
}

TEST_F(SessionTest, ReadingWritesOnceInAnEighthOfTheIdleTime) {
  TestClient& client = start("session: {idle: 8m}");
  Browser browser(client);
  static_cast<void>(browser.get("/in"));
  for (int turn = 0; turn < 10; ++turn) static_cast<void>(browser.get("/get?key=user"));
  EXPECT_EQ(measured("sessions_saved_total"), 0);
  client.advance(1min);
  for (int turn = 0; turn < 10; ++turn) static_cast<void>(browser.get("/get?key=user"));
  EXPECT_EQ(measured("sessions_saved_total"), 1);
}

TEST_F(SessionTest, ItsCookieIsDressedAsConfigured) {
  const auto cookie = [this](const std::string& config) { return Browser(start(config)).get("/in").header("Set-Cookie"); };
  EXPECT_THAT(cookie("session: {secure: false}"), MatchesRegex("session=[^;]*; Path=/; HttpOnly; SameSite=Lax"));
  EXPECT_THAT(cookie("session: {domain: example.org, same_site: strict}"),
              MatchesRegex("__Secure-session=[^;]*; Path=/; Domain=example.org; HttpOnly; Secure; SameSite=Strict"));
  EXPECT_THAT(cookie("session: {cookie: sid, persistent: true, lifetime: 1h}"),
              MatchesRegex("sid=[^;]*; Path=/; Max-Age=3600; HttpOnly; Secure; SameSite=Lax"));
}

TEST_F(SessionTest, SettingsThatDoNotGoTogetherAreTold) {
  EXPECT_THAT(refusal("session: {cookie: __Host-sid, domain: example.org}"), HasSubstr("must have the path / and no domain"));
  EXPECT_THAT(refusal("session: {cookie: __Host-sid, secure: false}"), HasSubstr("must be Secure"));
  EXPECT_THAT(refusal("session: {secure: false, same_site: none}"), HasSubstr("must be Secure to be sent across sites"));
  EXPECT_THAT(refusal("session: {secure: false, same_site: none}"), HasSubstr(":1:37: error[session-cookie]"));
  EXPECT_THAT(refusal("session: {cookie: 'a b'}"), HasSubstr("not a token"));
  EXPECT_THAT(refusal("session: {backend: none}"), HasSubstr("keeps sessions as `none`"));
  EXPECT_THAT(refusal("session: {max_bytes: 1KiB}\nstore: {value_bytes: 512}"), HasSubstr("larger than a value of its store"));
}

TEST(SessionPackage, NeedsAStore) {
  Service service("test");
  service.add_package(std::make_unique<Sessions>());
  EXPECT_THAT(start_refusal(service), HasSubstr("sessions are kept in the store, and this service has none"));
}

Task<> write_late(BodyWriter& out, Request* request) {
  Session session = co_await request->use<Sessions>().open(*request);
  std::string told = session.get<std::string>("user").value_or("none");
  try {
    session.set("user", "mallory");
  } catch (const std::logic_error&) {
    told += " unchanged";
  }
  co_await out.write(told);
}

Response stream(Request& request) { return Response::stream("text/plain", write_late, &request); }

TEST_F(SessionTest, WhoComesTooLateToChangeItIsTold) {
  service_.get("/stream", stream);
  Browser browser(start());
  static_cast<void>(browser.get("/in"));
  EXPECT_EQ(browser.get("/stream").body(), "alice unchanged");
}

}  // namespace
}  // namespace saki
