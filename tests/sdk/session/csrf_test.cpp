// SPDX-License-Identifier: Apache-2.0
#include "saki/csrf.h"

#include <set>

#include "saki/form.h"
#include "saki/sealed_cookies.h"
#include "session/csrf_code.h"
#include "support/session_fixture.h"

namespace saki {
namespace {

using Headers = TestClient::Headers;

constexpr const char* kKeys = "cookies: {keys: 'k1 YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE='}";

Task<Response> session_page(Request& request) {
  Session session = co_await request.use<Sessions>().open(request);
  co_return Response::text(session.csrf_token());
}

Response cookie_page(Request& request) {
  Response response;
  const std::string token = csrf_token(request, response);
  response.header("X-Token", token);
  return response;
}

Response changed(Request&) { return Response::text("changed"); }

Response by_form(Request& request) {
  return Response::text(knows_csrf_token(request, request.query().find("token").value_or("")) ? "changed" : "refused");
}

// As generated code does it.
Task<Response> by_checked_form(Request& request) {
  Form form = co_await read_form(request);
  co_await require_csrf_token(request, form);
  std::string names;
  for (const auto& [name, value] : form.fields()) names += name;
  co_return Response::text(names);
}

RouteOptions guarded(CsrfToken token, std::vector<std::string> origins = {}) {
  CsrfOptions options;
  options.token = token;
  options.origins = std::move(origins);
  RouteOptions route;
  route.middleware.push_back(csrf(options));
  return route;
}

class Csrf : public SessionFixture {
 protected:
  Csrf() {
    service_.add_package(std::make_unique<SealedCookies>());
    service_.get("/page", session_page);
    service_.get("/cookie-page", cookie_page);
    service_.post("/session", changed, guarded(CsrfToken::Session));
    service_.get("/session", changed, guarded(CsrfToken::Session));
    service_.post("/cookie", changed, guarded(CsrfToken::Cookie));
    service_.post("/origin", changed, guarded(CsrfToken::None, {"https://admin.example.org"}));
    service_.post("/form", by_form);
    service_.post("/checked", by_checked_form, guarded(CsrfToken::None));
  }

  [[nodiscard]] static int post(Browser& browser, const std::string& path, Headers headers) {
    return browser.send(Method::Post, path, std::move(headers)).status();
  }
};

TEST_F(Csrf, ATokenOfTheSessionLetsARequestPass) {
  Browser browser(start(kKeys));
  const std::string token = browser.get("/page").body();
  EXPECT_EQ(post(browser, "/session", {{"X-CSRF-Token", token}}), 200);
  EXPECT_EQ(post(browser, "/session", {{"X-CSRF-Token", token}, {"Sec-Fetch-Site", "same-origin"}}), 200);
  EXPECT_EQ(browser.get("/session").status(), 200);
  const std::string another = browser.get("/page").body();
  EXPECT_NE(another, token);
  EXPECT_EQ(post(browser, "/session", {{"X-CSRF-Token", another}}), 200);
}

TEST_F(Csrf, WithoutOneNothingPasses) {
  Browser browser(start(kKeys));
  const std::string token = browser.get("/page").body();
  EXPECT_EQ(post(browser, "/session", {}), 403);
  const std::string other_mask = (token[0] == 'B' ? "C" : "B") + token.substr(1);
  for (const std::string& bad : {std::string(), token.substr(1), token + "A", std::string(43, 'A'), other_mask}) {
    EXPECT_EQ(post(browser, "/session", {{"X-CSRF-Token", bad}}), 403) << bad;
  }
}

TEST_F(Csrf, ATokenOfAnotherSessionIsNone) {
  TestClient& client = start(kKeys);
  Browser attacker(client);
  Browser victim(client);
  const std::string token = attacker.get("/page").body();
  static_cast<void>(victim.get("/page"));
  EXPECT_EQ(post(victim, "/session", {{"X-CSRF-Token", token}}), 403);
  Browser stranger(client);
  EXPECT_EQ(post(stranger, "/session", {{"X-CSRF-Token", token}}), 403);
}

TEST_F(Csrf, ATokenEndsWithItsId) {
  Browser browser(start(kKeys));
  const std::string token = browser.get("/page").body();
  static_cast<void>(browser.get("/in"));
  EXPECT_EQ(post(browser, "/session", {{"X-CSRF-Token", token}}), 403);
  const std::string fresh = browser.get("/page").body();
  EXPECT_EQ(post(browser, "/session", {{"X-CSRF-Token", fresh}}), 200);
}

TEST_F(Csrf, APageOfAnotherSiteIsRefusedThoughItHasAToken) {
  Browser browser(start(kKeys));
  const std::string token = browser.get("/page").body();
  for (const char* site : {"cross-site", "same-site", "", "Same-Origin"}) {
    EXPECT_EQ(post(browser, "/session", {{"X-CSRF-Token", token}, {"Sec-Fetch-Site", site}}), 403) << site;
  }
  for (const char* origin : {"https://evil.example", "null", "", "https://test", "http://test.evil.example", "http://test:81"}) {
    EXPECT_EQ(post(browser, "/session", {{"X-CSRF-Token", token}, {"Origin", origin}}), 403) << origin;
  }
  EXPECT_EQ(post(browser, "/session", {{"X-CSRF-Token", token}, {"Origin", "http://test"}}), 200);
}

TEST_F(Csrf, WhereTheOriginDecidesOthersMayBeNamed) {
  Browser browser(start(kKeys));
  EXPECT_EQ(post(browser, "/origin", {}), 200);
  EXPECT_EQ(post(browser, "/origin", {{"Origin", "http://test"}}), 200);
  EXPECT_EQ(post(browser, "/origin", {{"Origin", "https://admin.example.org"}, {"Sec-Fetch-Site", "same-site"}}), 200);
  EXPECT_EQ(post(browser, "/origin", {{"Origin", "https://evil.example"}}), 403);
  EXPECT_EQ(post(browser, "/origin", {{"Sec-Fetch-Site", "cross-site"}}), 403);
  EXPECT_EQ(post(browser, "/origin", {{"Origin", "http://test"}, {"Sec-Fetch-Site", "cross-site"}}), 403);
}

TEST_F(Csrf, AFormCarriesItsTokenAsAFieldThatNobodyElseSees) {
  Browser browser(start(kKeys));
  const std::string token = browser.get("/page").body();
  const Headers form{{"Content-Type", "application/x-www-form-urlencoded"}};
  const TestResponse good = browser.send(Method::Post, "/checked", form, "a=1&csrf_token=" + token + "&b=2");
  EXPECT_EQ(good.body(), "ab");
  EXPECT_EQ(browser.send(Method::Post, "/checked", form, "a=1").status(), 403);
  EXPECT_EQ(browser.send(Method::Post, "/checked", form, "csrf_token=&csrf_token=" + token).status(), 403);
  Headers by_header = form;
  by_header.emplace_back("X-CSRF-Token", token);
  EXPECT_EQ(browser.send(Method::Post, "/checked", by_header, "a=1").body(), "a");
  Headers foreign = by_header;
  foreign.emplace_back("Sec-Fetch-Site", "cross-site");
  EXPECT_EQ(browser.send(Method::Post, "/checked", foreign, "a=1").status(), 403);
}

TEST_F(Csrf, WithoutASessionTheTokenIsBoundToASignedCookie) {
  TestClient& client = start(kKeys);
  Browser browser(client);
  const std::string token = browser.get("/cookie-page").header("X-Token");
  EXPECT_EQ(browser.cookie().substr(0, 15), "__Host-csrf=s1.");
  EXPECT_EQ(browser.get("/cookie-page").header("Set-Cookie"), "");
  EXPECT_EQ(post(browser, "/cookie", {{"X-CSRF-Token", token}}), 200);
  EXPECT_EQ(browser.send(Method::Post, "/form?token=" + token).body(), "changed");
  EXPECT_EQ(browser.send(Method::Post, "/form?token=" + token.substr(1)).body(), "refused");
  EXPECT_EQ(post(browser, "/cookie", {}), 403);
  Browser other(client);
  EXPECT_EQ(post(other, "/cookie", {{"X-CSRF-Token", token}}), 403);
}

TEST_F(Csrf, ACookieThatAnAttackerMadeUpBacksNoToken) {
  Browser browser(start(kKeys));
  browser.set_cookie("__Host-csrf=mine");
  EXPECT_EQ(post(browser, "/cookie", {{"X-CSRF-Token", make_csrf_token("mine")}}), 403);
}

TEST(CsrfCode, LooksDifferentEachTimeAndBelongsToOneSecret) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string token = make_csrf_token("secret");
    EXPECT_TRUE(seen.insert(token).second);
    EXPECT_TRUE(is_csrf_token(token, "secret"));
    EXPECT_FALSE(is_csrf_token(token, "secres"));
  }
}

}  // namespace
}  // namespace saki
